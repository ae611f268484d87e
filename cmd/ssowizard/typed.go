package main

import "time"

// forgetLimit ends the taking away where something never stops to arrive, as
// from a key that is held down.
const forgetLimit = 5 * time.Second
