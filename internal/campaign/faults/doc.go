// Package faults holds no code of the program: its test lets every request of every story meet
// every fault that a wire can have, and asks of each whether the tenant came out right. It
// refuses a cell that ends in any third way. Without the build tag campaign it plays a fixed
// sample of the cells.
package faults
