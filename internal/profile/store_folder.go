package profile

import (
	"os"
	"path/filepath"
	"runtime"
)

// FolderError says that a variable of the environment names a folder for settings
// by a path that begins nowhere: what it means depends on where the program is
// started, and a later run would not find what an earlier one did.
type FolderError struct{ Variable string }

// Error names the variable.
func (e *FolderError) Error() string { return e.Variable + " holds no whole path" }

// Unwrap gives ErrNoFolder.
func (e *FolderError) Unwrap() error { return ErrNoFolder }

// relativeFolder names the variable that holds a relative path; nil: none does.
// These are the variables by which os.UserConfigDir goes.
func relativeFolder() error {
	names := []string{"XDG_CONFIG_HOME", "HOME"}
	switch runtime.GOOS {
	case "windows":
		names = []string{"AppData"}
	case "darwin":
		names = []string{"HOME"}
	}
	for _, name := range names {
		if v := os.Getenv(name); v != "" {
			if !filepath.IsAbs(v) {
				return &FolderError{name}
			}
			return nil // the first that is set decides
		}
	}
	return nil
}
