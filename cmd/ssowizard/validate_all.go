package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/plain/many"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// validateAll checks all remembered setups, or those of a list.
func (w *factory) validateAll(ctx context.Context, c plain.Config) (said bool, err error) {
	flags := w.opts.command
	known, unusable := w.remembered()
	var setups []many.Setup
	if flags.all {
		for i := range known {
			setups = append(setups, many.Setup{Tenant: domainOf(known[i]), AppID: known[i].App.AppID,
				URIs: known[i].Wanted.URIs, Profile: &known[i]})
		}
		for _, u := range unusable {
			setups = append(setups, many.Setup{Tenant: filepath.Base(u.Path), Unusable: u})
		}
		if len(setups) == 0 {
			return false, &usageError{"This computer remembers no setup.",
				"Name one with --tenant and --app-id, or several with --list FILE."}
		}
	} else if setups, err = w.readSetups(ctx, flags.list, known); err != nil {
		return false, err
	}
	err = many.Validate(ctx, c, many.Run{Setups: setups, Parallel: flags.parallel, Quiet: flags.quiet,
		Engine: w.engine})
	return true, err
}

func domainOf(p setup.Profile) string {
	if p.Tenant.Domain != "" {
		return p.Tenant.Domain
	}
	return p.Tenant.ID
}

// listDoubt says why a file's list must be reviewed first, or "".
func listDoubt(name string, list givenList) string {
	doubts := engine.ListDoubts(list.Parsed)
	switch {
	case len(list.URIs) == 0 || len(doubts) == 0:
		return ""
	case len(doubts) == 1:
		return fmt.Sprintf("the list in %s has to be looked at first. %s", name, text.Clean(doubts[0].Text()))
	}
	return fmt.Sprintf("the list in %s has to be looked at first, for %d reasons. The first: %s", name,
		len(doubts), text.Clean(doubts[0].Text()))
}

// listFile holds the entries of a list and its errors.
type listFile struct {
	entries []listEntry
	bad     listErrors
}

func openList(path string) (l listFile, err error) {
	f, err := os.Open(path)
	if err != nil {
		return l, &usageError{"--list: " + source(path) + " cannot be opened.",
			"Give a CSV file: tenant, app id, file of redirect URIs."}
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return l, &usageError{"--list: " + source(path) + " is a folder.",
			"Give a CSV file: tenant, app id, file of redirect URIs."}
	}
	l.entries, l.bad = readList(f)
	return l, nil
}

// readSetups reads the list and the files it names. It reports all errors at once,
// with their line numbers.
func (w *factory) readSetups(ctx context.Context, path string, known []setup.Profile) ([]many.Setup, error) {
	list, err := await(ctx, func() (listFile, error) { return openList(path) })
	if err != nil {
		return nil, err
	}
	entries, bad := list.entries, list.bad
	type file struct {
		list givenList
		err  error
	}
	files := map[string]file{}
	inDoubt := 0
	var setups []many.Setup
	for _, e := range entries {
		s := many.Setup{Tenant: e.tenant, AppID: e.appID}
		if e.file != "" {
			name := e.file
			if !filepath.IsAbs(name) {
				name = filepath.Join(filepath.Dir(path), name)
			}
			got, read := files[name]
			if !read {
				got.list, got.err = w.ios.readURIs(ctx, name)
				files[name] = got
			}
			s.URIs = got.list.URIs
			if unusable := outcome.As[*listUnusable](got.err); unusable != nil {
				bad = append(bad, listError{e.line, unusable.why})
			} else if got.err != nil {
				return nil, got.err
			}
			if why := listDoubt(source(e.file), got.list); why != "" {
				bad = append(bad, listError{e.line, why})
				inDoubt++
			}
		}
		for i, p := range known {
			if p.App.AppID == e.appID && (strings.EqualFold(p.Tenant.Domain, e.tenant) ||
				strings.EqualFold(p.Tenant.ID, e.tenant)) {
				s.Profile = &known[i]
			}
		}
		setups = append(setups, s)
	}
	if len(bad) > 0 && len(bad) == inDoubt {
		return nil, &outcome.Stopped{Why: "--list: " + source(path) +
			" names lists of redirect URIs that have to be looked at before they are used.\n" + bad.words() +
			"\nCopy these lists again from the MTP portal and save them as plain text. Nothing was sent."}
	}
	if len(bad) > 0 {
		return nil, &usageError{"--list: " + source(path) + " cannot be used.\n" + bad.words(),
			"Correct these lines. Nothing was sent."}
	}
	if len(setups) == 0 {
		return nil, &usageError{"--list: " + source(path) + " names no setup.",
			"Give a line for each: tenant, app id, file of redirect URIs."}
	}
	return setups, nil
}
