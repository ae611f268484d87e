package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ssowizard/assets"
	"ssowizard/internal/charset"
	"ssowizard/internal/document"
	"ssowizard/internal/explain"
	"ssowizard/internal/outcome"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/wire"
)

// explainInput bounds what is read; a saved error page has some 100 KiB.
const explainInput = 512 << 10

const explainAbout = `Says what a refusal or a value means, the likely cause here, and what to do.
It works offline, sends the text nowhere and repeats no secret.

Give one of these, as words or on the input:
  an AADSTS number             50011, AADSTS7000215
  a message or an error page   pasted whole, also its address or its source
  an id or another value       to learn which id it is and where it belongs
  a word of the field          tenant, redirect URI, consent, SPA …
  one of the wizard's codes    ` + codesHere + `

Where this computer has a profile, the message is set against it: application
and tenant id, the 12 redirect URIs, the secret's end. --profile or --tenant
choose one of several; --app-id, --tenant and --redirect-uris serve without one.

--sign-in device or browser also reads what Entra holds now, with rights to read
only, and says which cause is so. In practice it does that by itself.

Exit codes: 0 something was explained, 2 nothing was recognized, 4 the sign-in
that was asked for was refused; it is explained all the same.`

const whatToGive = "Give an AADSTS number as 50011, a whole message or error page, an id, one of the " +
	"wizard's codes, or a word as tenant. See: ssowizard explain --help."

var errFarTooLong = &usageError{"The text is far longer than an error page.", whatToGive}

// explainCommand is the command that explains.
func explainCommand(ios *ioStreams, o *options) *cobra.Command {
	c := &cobra.Command{
		Use: "explain [CODE or TEXT…]", Short: "Say what an error, a code or an id means here",
		Long: explainAbout,
		Example: "ssowizard explain 50011\nssowizard explain redirect-uri-near-miss\n" +
			"ssowizard explain 4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60\n# paste a whole page\n" +
			"ssowizard explain -",
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			err := explainCode(c.Context(), c.Flags(), ios, o, args)
			if err != nil && !outcome.Is[*runError](err) {
				err = &runError{err: err}
			}
			if err != nil {
				o.end(ios, err)
			}
			return nil
		},
	}
	o.addFlags(c.Flags(), "practice", "tenant", "app-id", "profile", "client", "client-id", "sign-in",
		"cloud", "redirect-uris", "json", "no-input", "no-color")
	return c
}

// codesHere stands for the codes until a text is shown: whoever opens the full screen
// does not wait until they are read.
const codesHere = "{codes}"

// withCodes is a text with the codes in their place.
func withCodes(about string) string {
	if !strings.Contains(about, codesHere) {
		return about
	}
	return strings.Replace(about, codesHere, codeList(), 1)
}

// codeList breaks the wizard's codes into lines under each other.
func codeList() string {
	var names []string
	for _, f := range assets.Findings() {
		names = append(names, f.Code)
	}
	const indent = "                               "
	return strings.TrimLeft(fitted(strings.Join(names, ", "), 80, indent), " ")
}

func explainCode(ctx context.Context, flags *pflag.FlagSet, ios *ioStreams, o *options, args []string) error {
	if o.practice == listTenants {
		return ios.sayTenants(o)
	}
	o.command.offline = !o.live()
	if err := o.check(); err != nil {
		return err
	}
	fromInput := len(args) == 0 || len(args) == 1 && args[0] == "-"
	if fromInput && o.urisFrom == "-" {
		return &usageError{"The input cannot hold both the text and the redirect URIs.",
			"Give one of them as a file or as words."}
	}
	text := strings.Join(args, " ")
	if fromInput {
		var err error
		if text, err = ios.readMessage(ctx, o); err != nil {
			return err
		}
	}
	if len(text) > explainInput {
		return errFarTooLong
	}
	if o.live() && explain.Explain(text, setup.Snapshot{}, setup.Profile{}).Recognised() {
		return explainSignedIn(ctx, flags, ios, o, text)
	}
	p, several, err := ios.profileFor(ctx, o, text)
	if err != nil {
		return err
	}
	now := time.Now()
	if ios.now != nil {
		now = ios.now()
	}
	e := explain.Explain(text, setup.Snapshot{At: now}, p, o.clientID)
	var missed error
	if !e.Recognised() {
		missed = nothingRecognised(text)
	}
	if o.json {
		if err := ios.writeExplanation(e, now, missed, document.Looked{}); err != nil {
			return err
		}
		return missed
	}
	if missed == nil {
		ios.sayExplanation(e, several, setup.Services{})
	}
	return missed
}

func nothingRecognised(text string) error {
	what := "Nothing in this text was recognized."
	if strings.TrimSpace(text) == "" {
		what = "There is no text to explain."
	}
	return &usageError{what, whatToGive + " A number that is not in the catalog here can be looked up at " +
		"https://login.microsoftonline.com/error."}
}

// readMessage reads the input to its end. Waiting ends with the context, so that
// an interrupt is heard while nobody types.
func (ios *ioStreams) readMessage(ctx context.Context, o *options) (string, error) {
	if ios.inTTY {
		if o.noInput {
			return "", &usageError{"There is no text to explain.", whatToGive}
		}
		_, _ = fmt.Fprintln(ios.err,
			"Paste the message, then press Enter and Ctrl+D (on Windows: Ctrl+Z, Enter).")
	}
	type answer struct {
		raw []byte
		err error
	}
	got := make(chan answer, 1)
	go func() {
		raw, err := io.ReadAll(io.LimitReader(ios.in, explainInput+1))
		got <- answer{raw, err}
	}()
	select {
	case a := <-got:
		if a.err != nil {
			return "", &usageError{"The input cannot be read.", whatToGive}
		}
		if len(a.raw) > explainInput {
			return "", errFarTooLong
		}
		return charset.Decode(a.raw), nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// profileFor chooses what the text is set against: the profile that was named,
// the one whose tenant was, the one whose ids the text holds, or the only one.
// several: there are some, and nothing told which.
func (ios *ioStreams) profileFor(ctx context.Context, o *options, text string,
) (p setup.Profile, several bool, err error) {
	given, err := ios.givenValues(ctx, o)
	if err != nil || o.practice != "" {
		return given, false, err
	}
	dir, err := ios.dir()
	if err != nil {
		if o.profile != "" {
			return given, false, err
		}
		return given, false, nil
	}
	store := profile.DiskStore(dir)
	if o.profile != "" {
		p, err := store.Load(o.profile)
		if errors.Is(err, profile.ErrNoProfile) {
			return given, false, &usageError{fmt.Sprintf("There is no profile %q.", o.profile),
				"Leave --profile out, or see the names in " + dir + "."}
		}
		return merged(p, given), false, err
	}
	list, _ := store.List() // a folder that cannot be read is an empty one: explaining needs no profile
	low := strings.ToLower(text)
	holds := func(id string) bool { return id != "" && strings.Contains(low, strings.ToLower(id)) }
	var fits []setup.Profile
	for _, x := range list {
		switch {
		case o.tenant != "" || o.appID != "":
			if sameWord(o.tenant, x.Tenant.ID, x.Tenant.Domain) && sameWord(o.appID, x.App.AppID) {
				return merged(x, given), false, nil
			}
		case holds(x.App.AppID) || holds(x.Tenant.ID) || holds(x.App.ObjectID) || holds(x.Secret.KeyID):
			return merged(x, given), false, nil
		default:
			fits = append(fits, x)
		}
	}
	if len(fits) == 1 {
		return merged(fits[0], given), false, nil
	}
	return given, len(fits) > 1, nil
}

func sameWord(want string, have ...string) bool {
	return want == "" || slices.ContainsFunc(have, func(x string) bool { return strings.EqualFold(want, x) })
}

// givenValues makes a profile of the flags.
func (ios *ioStreams) givenValues(ctx context.Context, o *options) (setup.Profile, error) {
	var p setup.Profile
	list, err := ios.readURIs(ctx, o.urisFrom)
	if err != nil {
		return p, err
	}
	ios.sayNotes(list)
	p.Wanted.URIs = list.URIs
	p.App.AppID = o.appID
	if !guid(o.tenant, &p.Tenant.ID) {
		p.Tenant.Domain = o.tenant
	}
	return p, nil
}

// merged lets what was given on the command line stand before what was saved.
func merged(p, given setup.Profile) setup.Profile {
	if id := given.App.AppID; id != "" && !strings.EqualFold(id, p.App.AppID) {
		p.App, p.Secret = given.App, setup.ProfileSecret{} // those were of another registration
	}
	if len(given.Wanted.URIs) > 0 {
		p.Wanted.URIs = given.Wanted.URIs
	}
	return p
}

func (ios *ioStreams) writeExplanation(e explain.Explanation, now time.Time, missed error,
	by document.Looked) error {
	if missed != nil {
		missed = &runError{err: missed}
	}
	var exit document.ExitCode
	exit.Code, exit.Verdict = exitOf(missed)
	doc, err := wire.JSON(document.NewExplain(e, now, by, exit))
	if err != nil {
		return err
	}
	_, err = ios.out.Write(doc)
	return err
}
