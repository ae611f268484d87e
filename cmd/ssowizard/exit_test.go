package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/outcome"
)

func TestExitTable(t *testing.T) {
	refused := &entra.SignInError{Codes: []int{53003}}
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"nothing", nil, 0},
		{"anything else", &runError{err: errors.New("the disk is full")}, 1},
		{"the command line", errors.New("unknown flag: --x"), 2},
		{"a wrong value", &runError{err: &usageError{"a", "b"}}, 2},
		{"missing values", &runError{err: &outcome.Missing{}}, 2},
		{"a refused value", &runError{err: &outcome.Refused{Cause: entra.ErrNoTenant}}, 2},
		{"no more input", &runError{err: outcome.ErrInputEnded}, 2},
		{"problems", &runError{err: &outcome.Stopped{}}, 3},
		{"sign-in refused", &runError{err: &outcome.NotSignedIn{Cause: errors.New("x")}}, 4},
		{"refused later", &runError{err: fmt.Errorf("reading: %w", refused)}, 4},
		{"code expired", &runError{err: entra.ErrCodeExpired}, 4},
		{"nobody came back from the browser", &runError{err: entra.ErrBrowserExpired}, 4},
		{"declined", &runError{err: entra.ErrDeclined}, 4},
		{"another tenant", &runError{err: &entra.WrongTenant{Want: "a", Got: "b"}}, 4},
		{"session over", &runError{err: entra.ErrSessionExpired}, 4},
		{"one more proof wanted", &runError{err: &graph.Error{Status: 401, Claims: "{}"}}, 4},
		{"nobody signed in", &runError{err: advice.ErrNotSignedIn}, 4},
		{"could not check", &runError{err: &outcome.Unchecked{}}, 5},
		{"interrupted", &runError{err: outcome.ErrInterrupted}, 130},
		{"interrupted on the screen", &runError{err: tea.ErrInterrupted}, 130},
		{"cancelled", &runError{err: fmt.Errorf("x: %w", context.Canceled)}, 130},
		{"sign-in before problems", &runError{err: errors.Join(&outcome.Unchecked{}, &outcome.Stopped{}, refused)}, 4},
		{"problems before unchecked", &runError{err: errors.Join(&outcome.Unchecked{}, &outcome.Stopped{})}, 3},
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
