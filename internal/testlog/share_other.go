//go:build !linux

package main

import "time"

// waited cannot be measured on this system.
func waited(time.Duration) (float64, bool) { return 1, false }
