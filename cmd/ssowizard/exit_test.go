package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/plain"
)

func TestExitTable(t *testing.T) {
	refused := &entra.SignInError{Codes: []int{53003}}
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"nothing", nil, 0},
		{"anything else", &ran{err: errors.New("the disk is full")}, 1},
		{"the command line", errors.New("unknown flag: --x"), 2},
		{"a wrong value", &ran{err: &usageError{"a", "b"}}, 2},
		{"missing values", &ran{err: &plain.Missing{}}, 2},
		{"a refused value", &ran{err: &plain.Refused{Cause: entra.ErrNoTenant}}, 2},
		{"no more input", &ran{err: plain.ErrInputEnded}, 2},
		{"problems", &ran{err: &plain.Stopped{}}, 3},
		{"sign-in refused", &ran{err: &plain.NotSignedIn{Cause: errors.New("x")}}, 4},
		{"refused later", &ran{err: fmt.Errorf("reading: %w", refused)}, 4},
		{"code expired", &ran{err: entra.ErrCodeExpired}, 4},
		{"nobody came back from the browser", &ran{err: entra.ErrBrowserExpired}, 4},
		{"declined", &ran{err: entra.ErrDeclined}, 4},
		{"another tenant", &ran{err: &entra.WrongTenant{Want: "a", Got: "b"}}, 4},
		{"session over", &ran{err: entra.ErrSessionExpired}, 4},
		{"one more proof wanted", &ran{err: &graph.Error{Status: 401, Claims: "{}"}}, 4},
		{"nobody signed in", &ran{err: steps.ErrNotSignedIn}, 4},
		{"could not check", &ran{err: &plain.Unchecked{}}, 5},
		{"interrupted", &ran{err: plain.ErrInterrupted}, 130},
		{"interrupted on the screen", &ran{err: tea.ErrInterrupted}, 130},
		{"cancelled", &ran{err: fmt.Errorf("x: %w", context.Canceled)}, 130},
		{"sign-in before problems", &ran{err: errors.Join(&plain.Unchecked{}, &plain.Stopped{}, refused)}, 4},
		{"problems before unchecked", &ran{err: errors.Join(&plain.Unchecked{}, &plain.Stopped{})}, 3},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	for code := range verdicts {
		if !strings.Contains(exitHelp, strconv.Itoa(code)+" ") {
			t.Errorf("the help does not tell of code %d", code)
		}
	}
	for _, row := range exitTable {
		if verdicts[row.code] == "" {
			t.Errorf("code %d has no name", row.code)
		}
	}
}
