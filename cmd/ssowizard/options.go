package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"ssowizard/assets"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// The environment variables that name other service roots.
const (
	envLogin = "SSOWIZARD_LOGIN_URL"
	envGraph = "SSOWIZARD_GRAPH_URL"
)

// options are the values of all flags.
type options struct {
	ended error // what the run of a command ended with

	practice string // name of a practice tenant; empty: the real thing
	tenant   string
	appID    string
	profile  string
	client   string // name of a client that Microsoft ships
	clientID string
	signIn   string
	cloud    string
	urisFrom string
	name     string
	life     string // of a new secret, in months; as it was given
	months   int    // the same as a number; 0 where none was given

	json, plain, noInput, yes, noColor, debug bool
	allowSecret                               bool // exempt a registration from the rule against secrets
	ownTenant                                 bool // the tenant is the person's own company's

	command commandFlags // what the command in use is asked for beyond this
}

// setupFlags are all flags that more than one command has; the setup has them
// all.
var setupFlags = []string{"practice", "tenant", "app-id", "profile", "client", "client-id", "sign-in",
	"cloud", "redirect-uris", "name", "secret-months",
	"json", "plain", "no-input", "yes", "allow-secret-exemption", "own-tenant", "no-color", "debug"}

// addFlags adds the common flags that apply to a command.
func (o *options) addFlags(f *pflag.FlagSet, names ...string) {
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	o.register(all)
	for _, name := range names {
		f.AddFlag(all.Lookup(name))
	}
}

func without(names []string, not ...string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(not, n) })
}

// register defines the common flags.
func (o *options) register(f *pflag.FlagSet) {
	f.StringVar(&o.practice, "practice", "", "walk in a simulated tenant; nothing real is touched. "+
		"--practice=adopt takes another one; --practice=list names them all")
	f.Lookup("practice").NoOptDefVal = "new"
	f.StringVar(&o.tenant, "tenant", "", "your company's domain or tenant id")
	f.StringVar(&o.appID, "app-id", "", "application (client) id of a registration that exists")
	f.StringVar(&o.profile, "profile", "", "name of the profile to go on with")
	f.StringVar(&o.client, "client", "", "sign in as: graph ("+entra.GraphCommandLineToolsName+") or "+
		"azure-cli (Microsoft Azure CLI: no consent page, broad rights)")
	f.StringVar(&o.clientID, "client-id", "", "sign in with this public client instead of "+
		entra.GraphCommandLineToolsName)
	f.StringVar(&o.signIn, "sign-in", "", "how to sign in: device, browser or none")
	f.StringVar(&o.cloud, "cloud", "", "Microsoft cloud: "+strings.Join(cloudNames(), ", "))
	f.StringVar(&o.urisFrom, "redirect-uris", "", "file with the MTP portal's 12 redirect URIs; "+
		"- reads the input")
	f.StringVar(&o.name, "name", "", "name for a new registration")
	f.StringVar(&o.life, "secret-months", "", "how many months a new client secret is to live: 1 to 24; "+
		"24 if you do not say")
	f.BoolVar(&o.json, "json", false, "one JSON document on the output at the end")
	f.BoolVar(&o.plain, "plain", false, "line by line, for pipes and screen readers")
	f.BoolVar(&o.noInput, "no-input", false, "never ask; everything missing is listed at once")
	f.BoolVar(&o.yes, "yes", false, "agree to the writes, which are shown first")
	f.BoolVar(&o.allowSecret, "allow-secret-exemption", false,
		"with --yes: where a policy forbids client secrets, give this one registration a policy that "+
			"allows one")
	f.BoolVar(&o.ownTenant, "own-tenant", false, "with --yes: the tenant is your own company's, although "+
		"the account that signs in is a guest there")
	f.BoolVar(&o.noColor, "no-color", false, "no color, as with NO_COLOR")
	f.BoolVar(&o.debug, "debug", false, "write a log of all calls, without any secret or token")
}

func cloudNames() []string {
	var out []string
	for _, c := range entra.Clouds() {
		out = append(out, c.Name)
	}
	return out
}

// refuseEmpty refuses flags that were given and hold nothing, as a script's unset
// variable does: an empty --practice would touch the real tenant, and an empty
// --app-id make a second registration.
func refuseEmpty(f *pflag.FlagSet) error {
	var wrong []error
	f.Visit(func(x *pflag.Flag) {
		if x.Value.Type() == "string" && blank(x.Value.String()) {
			wrong = append(wrong, &usageError{fmt.Sprintf("--%s was given without a value.", x.Name),
				"Give it one, or leave the flag out."})
		}
	})
	return errors.Join(wrong...)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// check refuses what can be seen to be wrong without asking anybody, all of it at
// once and in the order of the flags. For what is blank refuseEmpty has words.
func (o *options) check() error {
	var wrong []error
	refuse := func(remedy, what string, about ...any) {
		wrong = append(wrong, &usageError{fmt.Sprintf(what, about...), remedy})
	}
	if !blank(o.practice) && !slices.Contains(assets.PracticeNames(), o.practice) {
		refuse("See them all with --practice=list.", "There is no practice tenant %q.",
			text.Clean(o.practice))
	}
	for _, x := range []struct {
		flag string
		id   *string
	}{{"--app-id", &o.appID}, {"--client-id", &o.clientID}} {
		if given := *x.id; !blank(given) && !guid(given, x.id) {
			refuse("It looks like 12345678-90ab-cdef-1234-567890abcdef; Entra shows it under \"Overview\".",
				"%s %q is not an application (client) id.", x.flag, text.Clean(given))
			*x.id = given
		}
	}
	if !blank(o.profile) {
		if err := profile.CheckProfile(o.profile); err != nil {
			refuse("Leave --profile out to go on with the tenant's own.", "--profile: %v.", err)
		}
	}
	if !blank(o.signIn) && !slices.Contains([]string{"device", "browser", "none"}, o.signIn) {
		refuse("Give device, browser or none.", "--sign-in %q is not a way to sign in.", text.Clean(o.signIn))
	}
	if _, ok := entra.CloudByName(o.cloud); !ok {
		refuse("Give one of: "+strings.Join(cloudNames(), ", ")+".",
			"--cloud %q is not one of Microsoft's clouds.", text.Clean(o.cloud))
	}
	if !blank(o.life) {
		n, err := strconv.Atoi(strings.TrimSpace(o.life))
		if err != nil || setup.CheckMonths(n) != nil {
			refuse("Give a number from 1 to 24. "+change.LifetimeReasons,
				"A client secret cannot live for --secret-months %q.", text.Clean(o.life))
			n = 0
		}
		o.months = n
	}
	wrong = append(wrong, o.checkClient())
	if blank(o.name) {
		return errors.Join(wrong...)
	}
	if o.appID != "" {
		refuse("Give one of the two.", "--name is for a new registration and --app-id for one that exists.")
	}
	if err := engine.CheckName(o.name); err != nil {
		refuse("Give a name of 1 to 120 visible characters.", "--name: %v", err)
	}
	return errors.Join(wrong...)
}

// checkClient refuses a sign-in client that is none, or that the cloud does not
// have: the service would say so in words about another application.
func (o *options) checkClient() error {
	_, ok := entra.ClientByName(o.client)
	switch {
	case blank(o.client) && o.client != "": // refuseEmpty has words for it
		return nil
	case !ok:
		return &usageError{fmt.Sprintf("--client %q is not an application to sign in with.",
			text.Clean(o.client)), "Give one of: " + strings.Join(entra.ClientNames(), ", ") +
			"; or an application of your own with --client-id."}
	case o.client != "" && o.clientID != "":
		return &usageError{"--client and --client-id are two ways to name what you sign in with.",
			"Give one of the two."}
	}
	public, err := o.public()
	if err != nil {
		return nil //nolint:nilerr // check has words for it
	}
	if cloud, ok := entra.CloudByName(o.cloud); ok && o.signsIn() && !public.In(cloud) {
		return &usageError{fmt.Sprintf("%s does not exist in the cloud %q, so nobody "+
			"can sign in with it there.", public.Name, cloud.Name),
			"Register an application for signing in there, as a public client with the redirect URI " +
				"http://localhost, and give its id with --client-id."}
	}
	return nil
}

// signsIn reports whether anybody is signed in at all.
func (o *options) signsIn() bool {
	return o.signIn != "none" && (o.signIn != "" || !o.command.severalSetups() && !o.command.offline)
}

// public is the application that people sign in with.
func (o *options) public() (entra.PublicClient, error) {
	if o.clientID != "" {
		return entra.ClientByID(o.clientID)
	}
	p, _ := entra.ClientByName(o.client)
	return p, nil
}

// cloudFor is the chosen cloud, with the roots that the environment names.
func (o *options) cloudFor(env func(string) string) (entra.Cloud, error) {
	cloud, _ := entra.CloudByName(o.cloud)
	var wrong []error
	for _, x := range []struct {
		name string
		root *string
	}{{envLogin, &cloud.Login}, {envGraph, &cloud.Graph}} {
		raw := env(x.name)
		if raw == "" {
			continue
		}
		u, err := wire.CheckRoot(raw)
		if err != nil {
			wrong = append(wrong, &usageError{x.name + ": " + err.Error() + ".",
				"Correct it, or leave it out to use Microsoft's own."})
			continue
		}
		*x.root = u.String()
	}
	return cloud, errors.Join(wrong...)
}
