package profile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"ssowizard/internal/ownfile"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ErrNoProfile says that there is no profile of that name yet. The caller
// starts a new one.
var ErrNoProfile = errors.New("there is no profile of that name")

// Error says that a profile is there and cannot be used. It was neither
// changed nor removed.
type Error struct {
	Path, Why, Do string
	Cause         error
}

func (e *Error) Error() string { return e.Path + ": " + e.Why + ". " + e.Do }

// Unwrap gives the cause, nil where the contents were at fault.
func (e *Error) Unwrap() error { return e.Cause }

// Store keeps profiles by name.
type Store interface {
	Load(name string) (setup.Profile, error) // ErrNoProfile, *ProfileError
	Save(setup.Profile) error
	List() ([]setup.Profile, error) // newest first; beside an *UnusableError those that can be used
}

// ErrNoFolder says that this computer names no folder for settings, as where
// HOME is not set.
var ErrNoFolder = errors.New("this computer names no folder for settings")

// DefaultDir is where profiles live unless told otherwise: the user's own
// configuration folder.
func DefaultDir() (string, error) {
	if err := relativeFolder(); err != nil {
		return "", err
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoFolder, err)
	}
	return filepath.Join(dir, "ssowizard"), nil
}

type diskStore struct {
	dir  string
	held *held
}

// DiskStore keeps each profile in one file of the folder, readable by its owner
// only, and replaces it whole, so that a crash leaves the old one or the new.
func DiskStore(dir string) Store {
	return diskStore{dir, &held{files: map[string]*heldFile{}}}
}

func (d diskStore) path(name string) (string, error) {
	if err := CheckProfile(name); err != nil {
		return "", err
	}
	return filepath.Join(d.dir, name+".json"), nil
}

func (d diskStore) Load(name string) (setup.Profile, error) {
	path, err := d.path(name)
	if err != nil {
		return setup.Profile{}, err
	}
	raw, err := readOwn(path)
	if err != nil {
		return setup.Profile{}, err
	}
	return DecodeProfile(path, name, raw)
}

// DecodeProfile reads a profile's bytes; the name it goes by is the file's.
func DecodeProfile(path, name string, raw []byte) (setup.Profile, error) {
	var p setup.Profile
	if err := json.Unmarshal(raw, &p); err != nil {
		why := "it is damaged"
		if len(raw) == 0 {
			why = "it is empty"
		}
		return setup.Profile{}, &Error{Path: path, Why: why,
			Do: onlyHere, Cause: err}
	}
	if p.Version > setup.ProfileVersion {
		return setup.Profile{}, &Error{Path: path, Why: "it was written by a newer ssowizard",
			Do: "Use that version, or name another profile with --profile."}
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(new(setup.Profile)); err != nil {
		return setup.Profile{}, &Error{Path: path,
			Why: "it holds something that this version does not know, and saving it would lose that",
			Do:  notUnderstood, Cause: err}
	}
	if field := cleanProfile(&p); field != "" {
		return setup.Profile{}, &Error{Path: path,
			Why: "its field " + field + " holds what ssowizard does not write there", Do: notUnderstood}
	}
	p.Name = name
	return p, nil
}

// onlyHere is what to do about a profile that cannot be read: its receipts are nowhere else.
const onlyHere = "Keep it, and restore a copy of it: only this file says what ssowizard did, and " +
	"without it ssowizard can take nothing back."

// notUnderstood is what to do about a profile of which a part means nothing here.
const notUnderstood = "It was left as it is. Use the version that wrote it. " + onlyHere

// Save writes the profile beside the old one, makes sure it is on the disk, and
// only then puts it in its place.
func (d diskStore) Save(p setup.Profile) error {
	path, err := d.path(p.Name)
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	if err := ownfile.Folder(d.dir); err != nil {
		return &Error{Path: d.dir, Why: "the folder cannot be made",
			Do: "Name another with XDG_CONFIG_HOME, or free the disk.", Cause: err}
	}
	// A file is looked at in a terminal too, and it holds addresses as they came.
	if err := ownfile.Replace(path, unfinished(p.Name), append(text.Escape(raw), '\n')); err != nil {
		return &Error{Path: path, Why: "it could not be written",
			Do: "Free the disk, look at the folder's rights, or close what has the file open; " +
				"the old profile is untouched.", Cause: err}
	}
	return nil
}

// unfinished is the pattern of the files that a profile is written into before it
// takes its place. The tilde is in no profile's name.
func unfinished(name string) string { return ".new-" + name + "~*" }

// sweep removes what a killed program left of the profile it was writing. Only
// whoever holds the profile may do so.
func (d diskStore) sweep(name string) {
	entries, _ := os.ReadDir(d.dir) // what cannot be read cannot be tidied
	begins := strings.TrimSuffix(unfinished(name), "*")
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), begins) {
			_ = os.Remove(filepath.Join(d.dir, e.Name()))
		}
	}
}

func newestFirst(ps []setup.Profile) {
	sort.SliceStable(ps, func(i, j int) bool { return ps[i].Updated.After(ps[j].Updated) })
}

type memoryStore struct {
	mu sync.Mutex
	m  map[string]setup.Profile
}

// MemoryStore keeps profiles in memory, for practice: nothing is left behind.
func MemoryStore() Store { return &memoryStore{m: map[string]setup.Profile{}} }

func (s *memoryStore) Load(name string) (setup.Profile, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.m[name]
	if !ok {
		return setup.Profile{}, ErrNoProfile
	}
	return p.Clone(), nil
}

func (s *memoryStore) Save(p setup.Profile) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[p.Name] = p.Clone()
	return nil
}

func (s *memoryStore) List() ([]setup.Profile, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []setup.Profile
	for _, p := range s.m {
		out = append(out, p.Clone())
	}
	newestFirst(out)
	return out, nil
}
