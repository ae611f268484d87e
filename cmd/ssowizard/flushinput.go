package main

import "time"

// flushLimit stops the flushing when input never ends, as with a key that is held
// down.
const flushLimit = 5 * time.Second
