package vault

import (
	"errors"
	"syscall"
)

const (
	deleteOnClose    = 0x04000000        // FILE_FLAG_DELETE_ON_CLOSE
	deleteAccess     = 0x00010000        // DELETE, which that flag asks for
	sharingViolation = syscall.Errno(32) // ERROR_SHARING_VIOLATION
	accessDenied     = syscall.Errno(5)  // while the other's file is being deleted
)

// acquireLockFile takes a lock for changing the file, or says that another program
// holds it. The lock is a file that nobody else may open and that the system
// removes when it is closed, also when the process dies.
func acquireLockFile(path string) (unlock func(), held bool, err error) {
	name, err := syscall.UTF16PtrFromString(path + ".lock")
	if err != nil {
		return nil, false, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_WRITE|deleteAccess, 0, nil, syscall.OPEN_ALWAYS,
		syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose, 0)
	if errors.Is(err, sharingViolation) || errors.Is(err, accessDenied) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	return func() { _ = syscall.CloseHandle(h) }, false, nil
}
