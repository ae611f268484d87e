package mtp

import (
	"fmt"
	"sort"
	"strings"
)

// Platform is the kind of application that Entra files a redirect URI under.
type Platform string

// The three platforms of a registration that hold redirect URIs. The MTP
// portal signs in as a single-page application.
const (
	SPA    Platform = "spa"
	Web    Platform = "web"
	Public Platform = "publicClient"
)

// String returns the short name for a table: SPA, Web or Public.
func (p Platform) String() string {
	switch p {
	case SPA:
		return "SPA"
	case Web:
		return "Web"
	case Public:
		return "Public"
	}
	return string(p)
}

// Registered is a redirect URI as Entra holds it.
type Registered struct {
	URI      string
	Platform Platform
}

// Status is how a row of the board stands. Its string is the stable name that
// the machine output uses.
type Status int

// The states of a row.
const (
	StatusRegistered    Status = iota // under SPA, equal byte for byte
	StatusMissing                     // not registered at all
	StatusWrongPlatform               // equal, but not under SPA
	StatusNearMiss                    // nearly the same; see Row.Differs
	StatusExtra                       // registered, not in the portal's list
)

func (s Status) String() string {
	switch s {
	case StatusRegistered:
		return "registered"
	case StatusMissing:
		return "missing"
	case StatusWrongPlatform:
		return "wrong-platform"
	case StatusNearMiss:
		return "near-miss"
	case StatusExtra:
		return "extra"
	}
	return "unknown"
}

// Row is one line of the redirect-URI board.
type Row struct {
	Want     string   // from the portal's list; "" in an extra row
	Found    string   // from Entra; "" in a missing row
	Platform Platform // where Found is registered
	Status   Status
	// Rune index in Found of the first difference, len if it lacks something at its end; -1
	// unless a near miss.
	DiffAt  int
	Differs string // the difference in words; "" unless a near miss
}

// Board sets the portal's list against Entra's: first a row for each wanted
// URI in its order, then the extra ones in theirs.
type Board struct{ Rows []Row }

// Count gives how many rows have the status.
func (b Board) Count(s Status) int {
	n := 0
	for _, r := range b.Rows {
		if r.Status == s {
			n++
		}
	}
	return n
}

// Complete reports whether every wanted URI is registered as it must be. Extra
// ones do not matter. A board without wanted URIs is not complete.
func (b Board) Complete() bool {
	good := b.Count(StatusRegistered)
	return good > 0 && good+b.Count(StatusExtra) == len(b.Rows)
}

// Summary counts the states in words, those that occur only, as in
// "9 registered · 1 under Web · 1 nearly the same · 1 missing".
func (b Board) Summary() string {
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
	}
	add(b.Count(StatusRegistered), "registered")
	wrong := map[Platform]int{}
	for _, r := range b.Rows {
		if r.Status == StatusWrongPlatform {
			wrong[r.Platform]++
		}
	}
	add(wrong[Web], "under Web")
	add(wrong[Public], "under Public")
	add(b.Count(StatusNearMiss), "nearly the same")
	add(b.Count(StatusMissing), "missing")
	add(b.Count(StatusExtra), "not in the MTP list")
	if len(parts) == 0 {
		return "no addresses"
	}
	return strings.Join(parts, " · ")
}

// Compare sets the wanted URIs against the registered ones, byte for byte.
// Only what has no exact partner is looked at for near misses. Each registered
// URI is used once, so that nothing is counted for two wanted ones.
func Compare(want []string, have []Registered) Board {
	m := match(want, have)
	var b Board
	for i, w := range want {
		j, ok := m.of[i]
		if !ok {
			b.Rows = append(b.Rows, Row{Want: w, Status: StatusMissing, DiffAt: -1})
			continue
		}
		r := Row{Want: w, Found: have[j].URI, Platform: have[j].Platform, DiffAt: -1}
		switch {
		case r.Found != w:
			r.Status = StatusNearMiss
			r.DiffAt, r.Differs = Diff(w, r.Found)
		case r.Platform != SPA:
			r.Status = StatusWrongPlatform
		}
		b.Rows = append(b.Rows, r)
	}
	for j, h := range have {
		if !m.used[j] {
			b.Rows = append(b.Rows, Row{Found: h.URI, Platform: h.Platform, Status: StatusExtra, DiffAt: -1})
		}
	}
	return b
}

// matching pairs wanted URIs with registered ones, by index.
type matching struct {
	of   map[int]int
	used map[int]bool
}

func match(want []string, have []Registered) matching {
	m := matching{map[int]int{}, map[int]bool{}}
	pair := func(i, j int) {
		m.of[i], m.used[j] = j, true
	}
	for _, spa := range []bool{true, false} {
		for i, w := range want {
			if _, ok := m.of[i]; ok {
				continue
			}
			for j, h := range have {
				if !m.used[j] && h.URI == w && (h.Platform == SPA) == spa {
					pair(i, j)
					break
				}
			}
		}
	}
	type near struct{ i, j, cost int }
	var all []near
	for i, w := range want {
		if _, ok := m.of[i]; ok {
			continue
		}
		for j, h := range have {
			if m.used[j] {
				continue
			}
			if cost, ok := nearness(w, h.URI); ok {
				if h.Platform != SPA {
					cost++
				}
				all = append(all, near{i, j, cost})
			}
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].cost < all[b].cost })
	for _, n := range all {
		if _, ok := m.of[n.i]; !ok && !m.used[n.j] {
			pair(n.i, n.j)
		}
	}
	return m
}
