package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ssowizard/internal/document"
	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

const (
	explainedApp    = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	explainedTenant = "7a1e9c54-3b2d-4f68-9e07-51c8d2ab6f39"
	refusedAddress  = "AADSTS50011: The redirect URI 'https://mtp.bvoip.net/users/' specified in the request does not match the redirect URIs configured for the application '" + explainedApp + "'. Correlation ID: 99999999-8888-4777-8666-555555555500 Timestamp: 2026-05-04 09:58:07Z"
)

// inUTF16 is a text as Windows PowerShell writes it into a file.
func inUTF16(text string) string {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return string(out)
}

// save puts a profile on the bench's disk.
func (b *bench) save(name, app, tenant string) {
	b.t.Helper()
	p := setup.Profile{Version: 1, Name: name, Tenant: setup.ProfileTenant{ID: tenant, Domain: name + ".com"}, App: setup.ProfileApp{AppID: app},
		Wanted: setup.Wanted{URIs: []string{mtp.FirstURI}}, Secret: setup.ProfileSecret{KeyID: "c3d4e5f6-0718-4293-a4b5-c6d7e8f90a1b", End: time.Unix(1, 0).UTC()}}
	must.Do(b.t, profile.DiskStore(b.folder).Save(p))
}

func TestExplainSaysWhatWasGiven(t *testing.T) {
	for name, c := range map[string]struct {
		args  []string
		input string
		code  int
		said  []string
	}{
		"a number":                   {[]string{"50011"}, "", exitGood, []string{"AADSTS50011: The address to return to is not registered.", "What to do:"}},
		"with its prefix":            {[]string{"aadsts7000215"}, "", exitGood, []string{"AADSTS7000215: The client secret is wrong."}},
		"two, as words":              {[]string{"50011", "65001"}, "", exitGood, []string{"AADSTS50011", "AADSTS65001"}},
		"not cataloged":              {[]string{"AADSTS99999"}, "", exitGood, []string{"not in the catalog", "error?code=99999"}},
		"one of ours":                {[]string{"consent-missing"}, "", exitGood, []string{"consent-missing: Nobody", "Why it matters:"}},
		"from the input":             {nil, refusedAddress, exitGood, []string{"AADSTS50011", "For support: correlation id 99999999-8888-4777-8666-555555555500, 2026-05-04 09:58:07 UTC"}},
		"from a dash":                {[]string{"-"}, refusedAddress, exitGood, []string{"https://mtp.bvoip.net/users/", "could not be compared"}},
		"saved by Windows":           {nil, inUTF16(refusedAddress), exitGood, []string{"AADSTS50011", "correlation id 99999999-8888-4777-8666-555555555500"}},
		"an id":                      {[]string{explainedApp}, "", exitGood, []string{"cannot be the value of a client secret"}},
		"ids by flags":               {[]string{"--app-id", explainedApp, explainedApp}, "", exitGood, []string{"of your registration, by the values given"}},
		"an unknown number":          {[]string{"12345"}, "", exitUsage, []string{"Nothing in this text was recognized.", "Give an AADSTS number"}},
		"prose":                      {[]string{"it", "does", "not", "work"}, "", exitUsage, []string{"ssowizard explain --help"}},
		"nothing":                    {nil, " \n", exitUsage, []string{"There is no text to explain."}},
		"far too long":               {nil, strings.Repeat("x", explainInput+1), exitUsage, []string{"far longer"}},
		"a missing profile":          {[]string{"50011", "--profile", "nobody"}, "", exitUsage, []string{`no profile "nobody"`}},
		"one input for both":         {[]string{"--redirect-uris", "-"}, "", exitUsage, []string{"cannot hold both"}},
		"a wrong flag":               {[]string{"50011", "--app-id", "x"}, "", exitUsage, []string{"--app-id"}},
		"a cloud without the client": {[]string{"50011", "--cloud", "china"}, "", exitGood, []string{"AADSTS50011"}},
		"the help":                   {[]string{"--help"}, "", exitGood, []string{"redirect-uri-near-miss", "2 nothing was recognized", "--sign-in device or browser"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.in = strings.NewReader(c.input)
			b.want(c.code, append([]string{"explain"}, c.args...), c.said...)
			if c.code != exitGood && b.out.String() != "" {
				t.Errorf("an answer without one: %s", b.out)
			}
		})
	}
}

func TestExplainComparesWithTheProfile(t *testing.T) {
	b := newBench(t)
	b.save("contoso", explainedApp, explainedTenant)
	b.in = strings.NewReader(refusedAddress)
	b.want(exitGood, []string{"explain"}, `extra "/" at the end`, "of your registration, by the profile contoso", "Could not check (AADSTS50011)", "what Entra holds now was not read")

	b.want(exitGood, []string{"explain", "7000222"}, "This is so (AADSTS7000222): The secret that this wizard made expired on 1 January 1970.")

	b.save("fabrikam", "11111111-2222-4333-8444-555555555555", "21111111-2222-4333-8444-555555555555")
	b.out = &words{}
	b.ioStreams.out = b.out
	b.want(exitGood, []string{"explain", "7000222"}, "several profiles")
	if strings.Contains(b.out.String(), "expired on 1 January") {
		t.Error("compared with a profile that nobody chose")
	}
	for _, choice := range [][]string{{"--profile", "contoso"}, {"--tenant", "CONTOSO.com"}, {"--tenant", explainedTenant}, {"--app-id", strings.ToUpper(explainedApp)}} {
		b.out = &words{}
		b.ioStreams.out = b.out
		b.want(exitGood, append([]string{"explain", "7000222"}, choice...), "Compared with the profile contoso")
	}
	b.want(exitGood, []string{"explain", explainedApp}, "by the profile contoso")
	if len(b.opened) != 0 {
		t.Errorf("opened %v", b.opened)
	}
}

func TestExplainWritesOneDocument(t *testing.T) {
	for _, c := range []struct {
		text string
		code int
	}{{refusedAddress, exitGood}, {"nothing to see", exitUsage}} {
		b := newBench(t)
		b.want(c.code, []string{"explain", "--json", c.text})
		var d document.Explain
		dec := json.NewDecoder(strings.NewReader(b.out.String()))
		must.Do(t, dec.Decode(&d))
		if _, err := dec.Token(); err != io.EOF {
			t.Errorf("something follows the document: %v", err)
		}
		if d.Schema != document.ExplainSchema || d.Exit.Code != c.code || d.Recognised != (c.code == exitGood) || d.At.IsZero() {
			t.Errorf("got %+v", d)
		}
		if c.code == exitGood && (len(d.Topics) != 1 || d.Message.RedirectURI != "https://mtp.bvoip.net/users/") {
			t.Errorf("got %+v", d.Explanation)
		}
		if strings.Contains(b.out.String(), "null") {
			t.Errorf("a list is null: %s", b.out)
		}
	}
}

func TestExplainRepeatsNoSecretAndNoEscape(t *testing.T) {
	b := newBench(t)
	b.want(exitGood, []string{"explain", "abc8Q~exampleexampleexampleexampleexample"}, "as good as a password")
	b.want(exitGood, []string{"explain", "--", "\x1b]52;c;eA==\a\x1b[2J\u202eAADSTS65001: tenant 'A\x1b[31mB' redirect URI 'https://a.example/\x1b[2J\u200bx'"}, "AADSTS65001")
	all := b.out.String() + b.talk.String()
	if strings.Contains(all, "exampleexample") || strings.ContainsAny(all, "\x1b\a\u202e\u200b") {
		t.Errorf("said %q", all)
	}
}

func TestExplainIsInterruptedWhileItWaits(t *testing.T) {
	b := newBench(t)
	r, w := io.Pipe()
	defer func() { _ = w.Close() }()
	b.in, b.inTTY = r, true
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code := run(ctx, b.ioStreams, []string{"explain"}); code != exitInterrupted {
		t.Errorf("ended with %d", code)
	}
	if !strings.Contains(b.talk.String(), "Ctrl+D") {
		t.Errorf("does not say how to end: %s", b.talk)
	}
	if !strings.HasSuffix(b.talk.String(), "\nInterrupted while the input was read. Nothing was sent, and nothing was changed.\n") {
		t.Errorf("says of an explanation that writes nothing: %s", b.talk)
	}
	b.want(exitUsage, []string{"explain", "--no-input"}, "There is no text to explain.")
}

func TestLinesFitTheTerminal(t *testing.T) {
	long := "Copy https://mtp.bvoip.net/an/address/that/is/longer/than/the/line and go on with the rest"
	for _, line := range strings.Split(fitted(long, 30, "  "), "\n") {
		if !strings.HasPrefix(line, "  ") || len(line) > 30 && !strings.Contains(line, "https://") {
			t.Errorf("line %q", line)
		}
	}
	if got := fitted(long, 0, ""); got != long {
		t.Errorf("broken without need: %q", got)
	}
}
