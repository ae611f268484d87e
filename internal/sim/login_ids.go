package sim

import (
	"fmt"
	"math/rand/v2"
	"sync"
)

// idSource makes the random-looking values of the sign-in service: trace ids, codes, names for tokens. With
// the same seed a run gives the same values, so that a test can be repeated; nothing here guards anything
// real.
type idSource struct {
	mu sync.Mutex
	r  *rand.Rand
}

// newIDSource starts a source. Seed 0 means a different one each time.
func newIDSource(seed int64) *idSource {
	s := uint64(seed)
	if s == 0 {
		s = rand.Uint64()
	}
	return &idSource{r: rand.New(rand.NewPCG(s, s^0x9e3779b97f4a7c15))}
}

// guid returns a version 4 GUID.
func (s *idSource) guid() string {
	s.mu.Lock()
	a, b := s.r.Uint64(), s.r.Uint64()
	s.mu.Unlock()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000,
		b&0xffffffffffff)
}

const (
	opaqueLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
	// Without 0, O, 1, I and the like: a person types these.
	typedLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
)

// opaque returns n characters that are safe in a URL.
func (s *idSource) opaque(n int) string { return s.pick(opaqueLetters, n) }

// userCode returns a code in the shape people are shown: nine upper-case letters and digits.
func (s *idSource) userCode() string { return s.pick(typedLetters, 9) }

func (s *idSource) pick(letters string, n int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]byte, n)
	for i := range out {
		out[i] = letters[s.r.IntN(len(letters))]
	}
	return string(out)
}

// shuffle puts a list into an order that the source draws.
func shuffle[T any](s *idSource, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := s.between(0, i)
		list[i], list[j] = list[j], list[i]
	}
}

// between returns a whole number in [low, high].
func (s *idSource) between(low, high int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return low + s.r.IntN(high-low+1)
}
