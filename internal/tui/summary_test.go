package tui

import (
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// left begins a run on a setup whose company has a long name, and leaves it.
func left(t *testing.T, of steps.TaskID, keys ...string) []string {
	t.Helper()
	g := newRig(t, "new")
	g.real = true
	p := setup.Profile{Name: "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18"}
	p.Tenant.ID, p.Tenant.Domain, p.App.AppID = p.Name, "fabrikam-telecommunications-emea.onmicrosoft.com", judgedApp
	if err := g.store.Save(p); err != nil {
		t.Fatal(err)
	}
	list, err := g.store.List()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d profiles, %v", len(list), err)
	}
	d := newDriver(t, Config{Session: g.runner(), Profiles: list}, 80, 24)
	d.Press("enter", "esc") // the simulated service knows no such company
	d.m.deps = d.m.deps.On(steps.NewTask(of))
	d.Press(append(keys, "q")...)
	if v := d.view(); !d.m.ended || v.Content != "" {
		t.Fatalf("it was not left, or the last frame would cut the summary: %q", v.Content)
	}
	return strings.Split(d.m.summary(), "\n")
}

// A command of the summary is one line, however narrow the window: in two lines
// a shell takes it for two commands.
func TestTheCommandThatGoesOnIsOneLine(t *testing.T) {
	t.Parallel()
	for of, command := range map[steps.TaskID]string{
		"":              "    ssowizard setup --tenant fabrikam-telecommunications-emea.onmicrosoft.com",
		steps.TaskCheck: "    ssowizard validate --tenant fabrikam-telecommunications-emea.onmicrosoft.com --app-id " + judgedApp,
	} {
		if rows := left(t, of); !slices.Contains(rows, command) {
			t.Errorf("no line %q in\n%s", command, strings.Join(rows, "\n"))
		}
	}
}

// In share-safe mode the command names nobody, and is a command all the same.
func TestTheCommandOfASharedScreenCanBeTyped(t *testing.T) {
	t.Parallel()
	for of, want := range map[steps.TaskID][]string{
		"":              {"    ssowizard", "  It offers this setup by name."},
		steps.TaskCheck: {"    ssowizard validate", "  It asks which setup."},
	} {
		rows := left(t, of, "s")
		if i := slices.Index(rows, want[0]); i < 0 || rows[i+1] != want[1] {
			t.Errorf("no %q in\n%s", want, strings.Join(rows, "\n"))
		}
		if text := strings.Join(rows, "\n"); strings.Contains(text, "fabrikam") || strings.Contains(text, judgedApp) {
			t.Errorf("somebody is named:\n%s", text)
		}
	}
}
