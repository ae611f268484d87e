package main

import "time"

// flushLimit ends the taking away where something never stops to arrive, as
// from a key that is held down.
const flushLimit = 5 * time.Second
