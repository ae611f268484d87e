package ownfile

import (
	"os"
	"path/filepath"
)

// Folder makes a folder and those above it that are not there yet, for their owner
// only. A folder that was there keeps its rights.
func Folder(path string) error {
	var made []string
	for p := filepath.Clean(path); ; p = filepath.Dir(p) {
		if _, err := os.Lstat(p); !os.IsNotExist(err) {
			break
		}
		made = append(made, p)
	}
	for i := len(made) - 1; i >= 0; i-- {
		if err := os.Mkdir(made[i], 0o700); err != nil && !os.IsExist(err) {
			return err
		} else if err == nil {
			if err := os.Chmod(made[i], 0o700); err != nil { //nolint:gosec // a folder is entered by its owner
				return err
			}
		}
	}
	return os.MkdirAll(path, 0o700) // says what stands in the way, if anything does
}

// Create makes a file that was not there, readable and writable by its owner only.
// os.ErrExist says that something stands there already.
func Create(path string) (*os.File, error) {
	return restrict(os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600))
}

// Temp makes a file with a new name in a folder, as os.CreateTemp does.
func Temp(dir, pattern string) (*os.File, error) { return restrict(os.CreateTemp(dir, pattern)) }

// restrict gives a new file the rights that the umask may have taken from it: one that
// its owner cannot read is lost to the next run.
func restrict(f *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	if err := f.Chmod(0o600); err != nil {
		_ = f.Close()
		_ = os.Remove(f.Name())
		return nil, err
	}
	return f, nil
}

// Replace puts data in the place of the file: it is written beside it under a name
// of the pattern, is on the disk before it takes the file's place, and takes it in
// one step. Whoever is killed meanwhile leaves the old file or the new one. On an
// error the old file is untouched.
func Replace(path, pattern string, data []byte) error {
	dir := filepath.Dir(path)
	f, err := Temp(dir, pattern)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = retry(func() error { return rename(f.Name(), path) })
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	syncFolder(dir)
	return nil
}

// Remove takes a file away; one that is not there is no error.
func Remove(path string) error {
	err := retry(func() error { return remove(path) })
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// syncFolder makes a new name outlive a power cut. Not every system can do it, and
// a failure costs no more than the newest state after one.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}
