package engine

import (
	"sync"
	"testing"
	"time"

	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

// slowStore keeps a save back until it is let go.
type slowStore struct {
	profile.Store
	began, letGo chan struct{}
	once         sync.Once
}

func (s *slowStore) Save(p setup.Profile) error {
	if p.Own {
		s.once.Do(func() { close(s.began) })
		<-s.letGo
	}
	return s.Store.Save(p)
}

func TestWhatIsKnownCanBeReadWhileTheDiskIsSlow(t *testing.T) {
	t.Parallel()
	slow := &slowStore{Store: profile.MemoryStore(), began: make(chan struct{}), letGo: make(chan struct{})}
	r := NewSession(Config{Store: slow})
	must.Do(t, r.Update(func(p *setup.Profile) { p.Name = "contoso" }))
	saved := make(chan error, 1)
	go func() { saved <- r.ConfirmOwnTenant() }()
	<-slow.began
	read := make(chan setup.Profile, 1)
	go func() {
		r.SetReplaceNear(true) // chosen meanwhile, and not lost
		_, _ = r.Verdict(judge.Walking), r.Snapshot()
		read <- r.Profile()
	}()
	select {
	case p := <-read:
		if p.Own {
			t.Error("it is known before it is saved")
		}
	case <-time.After(time.Minute):
		t.Fatal("reading waits for the disk")
	}
	close(slow.letGo)
	must.Do(t, <-saved)
	if p := r.Profile(); !p.Own || !r.Options().ReplaceNear {
		t.Errorf("after the save: %+v", p)
	}
}
