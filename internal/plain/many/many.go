// Package many checks many setups in one run, beside each other or with a sign-in for each
// one after the other, and puts them into one table or one array of documents.
//
// It refuses to write, to ask about anything but a sign-in, and to let one setup see what
// another's engine has read: each has an engine and a store of its own.
package many

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/text"
)

// Setup is one of many setups to be checked.
type Setup struct {
	Tenant  string         // domain or tenant id
	AppID   string         // empty: the profile's, or with a sign-in the one that is found
	URIs    []string       // empty: the profile's
	Profile *setup.Profile // what this computer remembers of it; nil for nothing
	// Unusable is a profile that cannot be used, so that nobody knows whose setup it
	// is; nothing else is set then but Tenant, which names the file.
	Unusable *profile.Error
}

// Run is a check of several setups in one run.
type Run struct {
	Setups   []Setup
	Parallel int  // how many at the same time; at least 1
	Quiet    bool // only those that are not good, in the table and in the array, and nothing while it runs
	// Engine makes an engine of its own for one setup over a store of its own.
	Engine func(profile.Store) (*engine.Session, error)
}

// result is what became of one setup.
type result struct {
	doc  document.Validate
	err  error
	took time.Duration
	left []string // what the sign-in left in the tenant, in words
}

// Validate checks setups beside each other, says a line for each as it is
// done, and prints one table or one JSON array of Check documents. Without a
// way to sign in it looks at what needs none; with one, setups are checked one
// after the other, because one person enters the codes. Nothing is written. The
// worst ending is the ending of all: a refused sign-in before problems, and
// those before what could not be checked.
func Validate(ctx context.Context, c plain.Config, m Run) error {
	c.Wide = 0 // a line of the table stays whole
	v := c.Voice()
	services := c.Session.Snapshot().Services()
	if words := services.Warning(); words != "" {
		v.Say("")
		v.Say("NOT MICROSOFT: %s", words)
	}
	workers := max(m.Parallel, 1)
	if signsIn(c) {
		workers = 1
		if !m.Quiet {
			v.Say("With a sign-in for each, one setup is checked after the other.")
		}
	}
	results := make([]result, len(m.Setups))
	next := make(chan int)
	var working sync.WaitGroup
	var done counter
	for range min(workers, len(m.Setups)) {
		working.Go(func() {
			for i := range next {
				results[i] = checkOne(ctx, c, m, m.Setups[i])
				if !m.Quiet {
					v.Say("%s", progress(done.next(), len(results), m.Setups[i], results[i]))
					for _, l := range results[i].left {
						v.Say("  %s", l)
					}
				}
			}
		})
	}
feed:
	for i := range m.Setups {
		select {
		case next <- i:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	working.Wait()
	if ctx.Err() != nil {
		v.Say("Interrupted. Nothing was written.")
		return outcome.ErrInterrupted
	}
	if c.JSON {
		writeAll(v, m, results, services)
	} else {
		answer(v, m, results, services)
	}
	if services.Foreign() { // for whoever sees the end alone
		v.Say("NOT MICROSOFT: %s", services.Short())
	}
	return worst(results)
}

func signsIn(c plain.Config) bool { return c.SignIn == "device" || c.SignIn == "browser" }

// counter counts across goroutines.
type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) next() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return c.n
}

// checkOne checks one setup with an engine and a view of its profile of its own.
func checkOne(ctx context.Context, c plain.Config, m Run, s Setup) result {
	began := time.Now()
	if s.Unusable != nil {
		return unlooked(s.Unusable)
	}
	store := profile.MemoryStore()
	r, err := m.Engine(store)
	if err != nil {
		return unlooked(err)
	}
	defer r.Close()
	if s.Profile != nil && s.Tenant == "" {
		return noTenantIn(s)
	}
	c.Session, c.Domain, c.AppID, c.URIs = r, s.Tenant, s.AppID, s.URIs
	c.Profile, c.Saved = "", nil
	c.JSON, c.NoInput = true, true
	if s.Profile != nil {
		if err := store.Save(*s.Profile); err != nil {
			return result{err: err}
		}
		c.Profile = s.Profile.Name
	}
	if !signsIn(c) {
		c.SignIn = "none"
	}
	doc, err := plain.Judge(ctx, c, s.Tenant)
	if doc.Tenant.ID == "" {
		doc.Tenant.Domain = s.Tenant
	}
	if doc.App.AppID == "" {
		doc.App.AppID = strings.ToLower(s.AppID)
	}
	return result{doc: doc, err: err, took: time.Since(began), left: r.ConsentSeen().Words()}
}

// unlooked is the outcome of a setup that nobody could begin to look at.
func unlooked(err error) result { return result{err: err, doc: document.Unlooked(time.Now(), err)} }

// noTenantIn is the outcome of a profile whose tenant is none: somebody changed
// it, and what is no id is never asked about.
func noTenantIn(s Setup) result {
	o := unlooked(&outcome.Unchecked{Why: "The profile " + s.Profile.Name + " names no usable tenant. " +
		"Restore a copy of it, or name the tenant with --tenant in a check of its own."})
	o.doc.App.AppID = s.Profile.App.AppID
	return o
}

// named is what a setup is called in a line.
func (s Setup) named() string {
	if s.Tenant == "" && s.Profile != nil {
		return "profile " + s.Profile.Name
	}
	return s.Tenant
}

func progress(n, of int, s Setup, o result) string {
	return strings.TrimSpace(fmt.Sprintf("%d of %d: %s %s: %s (%s)",
		n, of, s.named(), o.doc.App.AppID, verdictOf(o), o.took.Round(time.Millisecond)))
}

// verdictOf is one setup's verdict on one line, with the codes behind it.
func verdictOf(o result) string {
	words := sheet.Verdicts[o.doc.Verdict]
	var codes []string
	for _, s := range o.doc.Steps {
		for _, fi := range s.Findings {
			if fi.Level != setup.LevelNote {
				codes = append(codes, string(fi.Code))
			}
		}
	}
	switch {
	case len(codes) > 0:
		return words + ": " + strings.Join(codes, ", ")
	case o.err != nil:
		return words + ": " + text.Sentence(o.err.Error())
	}
	return words
}

// writeAll writes the array.
func writeAll(v *talk.Voice, m Run, results []result, services setup.Services) {
	docs := make([]document.Validate, 0, len(results))
	for _, o := range results {
		if m.Quiet && o.err == nil {
			continue
		}
		o.doc.Services = services.Roots() // also of one that nobody could look at
		if m.Quiet {
			o.doc = o.doc.OnlyWrong()
		}
		docs = append(docs, o.doc)
	}
	v.WriteJSON(docs)
}

// answer prints the table.
func answer(v *talk.Voice, m Run, results []result, services setup.Services) {
	if services.Foreign() {
		v.Answer("NOT MICROSOFT: %s", services.Short())
	}
	shown := 0
	for i, o := range results {
		if m.Quiet && o.err == nil {
			continue
		}
		if shown++; shown == 1 {
			v.Answer("%-28s %-36s %9s  %-6s %s",
				"Tenant", "Application (client) ID", "Days left", "Secret", "Verdict")
		}
		v.Answer("%s %-36s %9s  %-6s %s", sheet.Padded(m.Setups[i].named(), 28), o.doc.App.AppID,
			daysCell(o.doc.Secret), worksCell(o.doc.Secret), verdictOf(o))
	}
}

func daysCell(s *document.ValidateSecret) string {
	if s == nil || s.DaysLeft == nil {
		return "-"
	}
	return fmt.Sprint(*s.DaysLeft)
}

func worksCell(s *document.ValidateSecret) string {
	switch {
	case s == nil || s.Works == nil:
		return "-"
	case *s.Works:
		return "works"
	}
	return "fails"
}

// worst is the ending of a check of many.
func worst(results []result) error {
	var bad, blind int
	var refused error
	for _, o := range results {
		switch {
		case o.err == nil:
		case outcome.Is[*outcome.NotSignedIn](o.err):
			refused = o.err
		case outcome.Is[*outcome.Stopped](o.err):
			bad++
		default:
			blind++
		}
	}
	switch {
	case refused != nil:
		return refused
	case bad > 0:
		return &outcome.Stopped{Why: text.Plural(bad, "setup has", "setups have") + " problems.",
			Written: true}
	case blind > 0:
		return &outcome.Unchecked{Why: text.Plural(blind, "setup", "setups") + " could not be checked."}
	}
	return nil
}
