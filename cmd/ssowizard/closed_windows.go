package main

import "os"

// wasClosed is false here: a write to a closed handle fails by itself.
func wasClosed(*os.File) bool { return false }
