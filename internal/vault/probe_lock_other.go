//go:build !linux

package vault

// acquireProbeLock lets everybody try the fixed entry: these keychains delete an entry
// by its name, so that two wizards can take away each other's probe and nothing
// else, and then each goes on with a name of its own.
func acquireProbeLock() (over func(), mine bool) { return func() {}, true }
