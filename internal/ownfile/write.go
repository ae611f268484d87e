package ownfile

import (
	"os"
	"path/filepath"
)

// Folder creates a folder and its missing parents for their owner only. An existing
// folder keeps its permissions.
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
			//nolint:gosec // a folder is entered by its owner
			if err := os.Chmod(made[i], 0o700); err != nil {
				return err
			}
		}
	}
	return os.MkdirAll(path, 0o700) // says what stands in the way, if anything does
}

// Create creates a new file that only its owner can read and write. The error is
// os.ErrExist if the name is taken.
func Create(path string) (*os.File, error) {
	return restrict(os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600))
}

// Temp creates a file with a new name in a folder, as os.CreateTemp does.
func Temp(dir, pattern string) (*os.File, error) { return restrict(os.CreateTemp(dir, pattern)) }

// restrict sets a new file's permissions, which the umask may have reduced: the next
// run could not use a file that its owner cannot read.
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

// Replace replaces a file atomically: it writes the data to a temporary file beside
// it, named after the pattern, syncs it, and renames it. A killed process leaves the
// old file or the new one. On an error the old file is untouched.
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

// Remove deletes a file. A missing file is no error.
func Remove(path string) error {
	err := retry(func() error { return remove(path) })
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// syncFolder makes a rename survive a power cut. Not every system supports it, and a
// failure costs at most the newest state.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}
