package engine_test

import (
	"errors"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/profile"
)

// TestTwoRunsCannotShareAProfile: two that each remember half of a walk would
// make two registrations. A store of its own stands for a program of its own.
func TestTwoRunsCannotShareAProfile(t *testing.T) {
	dir := t.TempDir()
	w := newWalk(t, "new")
	w.store = profile.DiskStore(dir)
	w.restart()
	first := w.r
	if _, err := first.Resolve(t.Context(), "contoso.com"); err != nil {
		t.Fatal(err)
	}
	w.store = profile.DiskStore(dir)
	w.restart()
	second := w.r
	refused := func(what string, err error) {
		t.Helper()
		var pe *profile.Error
		if !errors.Is(err, profile.ErrProfileBusy) || !errors.As(err, &pe) || advice.Advise(err).Do == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := second.Resolve(t.Context(), "contoso.com")
	refused("the other's tenant", err)
	refused("the other's profile", second.UseProfile(w.sc.Tenant.ID))
	if err := second.UseProfile("another"); err != nil {
		t.Errorf("another profile: %v", err)
	}
	if _, err := first.Resolve(t.Context(), "contoso.com"); err != nil {
		t.Errorf("the first one again: %v", err)
	}
	refused("after the first named it twice", second.UseProfile(w.sc.Tenant.ID))
	first.Close()
	if err := second.UseProfile(w.sc.Tenant.ID); err != nil {
		t.Errorf("after the first has ended: %v", err)
	}
}
