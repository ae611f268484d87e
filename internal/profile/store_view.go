package profile

import (
	"errors"

	"ssowizard/internal/setup"
)

// viewStore reads from another store and keeps what is saved to itself.
type viewStore struct {
	of   Store
	mine memoryStore
}

// ViewStore shows the profiles of another store and writes nothing to it: what
// is saved lives as long as the process. It is for checks, which change nothing,
// also not what this computer remembers.
func ViewStore(of Store) Store {
	return &viewStore{of: of, mine: memoryStore{m: map[string]setup.Profile{}}}
}

func (v *viewStore) Load(name string) (setup.Profile, error) {
	p, err := v.mine.Load(name)
	if !errors.Is(err, ErrNoProfile) {
		return p, err
	}
	return v.of.Load(name)
}

func (v *viewStore) Save(p setup.Profile) error { return v.mine.Save(p) }

func (v *viewStore) List() ([]setup.Profile, error) {
	mine, err := v.mine.List()
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for _, p := range mine {
		own[p.Name] = true
	}
	others, err := v.of.List()
	for _, p := range others {
		if !own[p.Name] {
			mine = append(mine, p)
		}
	}
	newestFirst(mine)
	return mine, err
}
