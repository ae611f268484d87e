package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ssowizard/assets"
)

// Span is a duration that JSON spells as Go does ("2s", "1m30s").
type Span time.Duration

// UnmarshalJSON accepts a Go duration in quotes; the empty string is zero.
func (s *Span) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("a duration is written in quotes, as \"2s\": %w", err)
	}
	if text == "" {
		*s = 0
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return err
	}
	*s = Span(d)
	return nil
}

// MarshalJSON writes the duration as Go does.
func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(s).String()) }

// Domain is one verified domain of the tenant.
type Domain struct {
	Name      string `json:"name"`
	IsDefault bool   `json:"isDefault"`
	IsInitial bool   `json:"isInitial"`
}

// Tenant is the simulated company.
type Tenant struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Domains []Domain `json:"domains"`
	Region  string   `json:"region"`
}

// Account is somebody who can sign in. Roles and Eligible hold directory role names as the portal shows them.
type Account struct {
	ID       string   `json:"id"`
	UPN      string   `json:"upn"`
	Name     string   `json:"name"`
	UserType string   `json:"userType"`
	IDP      string   `json:"idp"`
	Roles    []string `json:"roles"`
	Eligible []string `json:"eligible"`
	// EligibleThrough is the group that the person is eligible through; empty: it is assigned to them.
	EligibleThrough string `json:"eligibleThrough"`
	// Assignments are roles that no token and no membership shows, and those held through a group.
	Assignments []Assignment `json:"assignments"`
}

// Guest reports whether the account is a guest of this tenant.
func (a Account) Guest() bool { return a.UserType == "Guest" }

// SignInRules say what the tenant's policy lets through.
type SignInRules struct {
	DeviceCode string `json:"deviceCode"` // allowed, blocked-browser or blocked-token
	BlockCode  int    `json:"blockCode"`  // AADSTS number of the block
	Browser    string `json:"browser"`    // allowed or blocked
	// UserConsent is "none" where people may agree to nothing themselves.
	UserConsent string `json:"userConsent"`
	// Approved are the Graph permissions that an administrator once approved for everybody who signs in with
	// Microsoft Graph Command Line Tools.
	Approved []string `json:"approved"`
	// Client says what became of that application here: "assigned" wants people to be assigned to it,
	// "disabled" keeps everybody out, "absent" is a cloud that does not have it.
	Client string `json:"client"`
}

// Delays are how long each kind of change takes to show.
type Delays struct {
	Application      Span `json:"application"`
	ServicePrincipal Span `json:"servicePrincipal"`
	Index            Span `json:"index"`
	Secret           Span `json:"secret"`
	Consent          Span `json:"consent"`
	GrantList        Span `json:"grantList"`
	SignInLog        Span `json:"signInLog"`
	// Newborn is how long Graph does not know a new service principal as a caller, GrantUse how long it
	// refuses what a new grant allows although the token carries it.
	Newborn  Span `json:"newborn"`
	GrantUse Span `json:"grantUse"`
	// Policy is how long a change of app management policies takes to hold for what they are about.
	Policy Span `json:"policy"`
}

// Wire picks among answers that the service has been seen to give to one and the same request.
type Wire struct {
	// UpsertOwner says who owns what an upsert by somebody without an administrator role made: "" the caller,
	// "bound" only whom the body binds, "nobody" nobody, and the body may bind nobody.
	UpsertOwner string `json:"upsertOwner"`
	// DuplicateGrant is the status of a delegated grant that is there already: 409 (0 means that) or 400.
	DuplicateGrant int `json:"duplicateGrant"`
}

// Throttle refuses every n-th Graph request with 429; zero never does. RetryAfter is in seconds.
type Throttle struct {
	Every      int `json:"every"`
	RetryAfter int `json:"retryAfter"`
}

// People says how many users the tenant has, the accounts included.
type People struct {
	Count int `json:"count"`
}

// Crowd says how many registrations the tenant has, those that are written out included.
type Crowd struct {
	Count int `json:"count"`
}

// Scenario is one practice tenant at the moment it is started. Objects are in Graph's own shape; a date in
// them may be written relative to the start, as "now-30d" or "now+240h".
type Scenario struct {
	Name               string            `json:"name"`
	Title              string            `json:"title"`
	About              string            `json:"about"`
	Tenant             Tenant            `json:"tenant"`
	Accounts           []Account         `json:"accounts"`
	Admin              string            `json:"admin"`
	Colleague          string            `json:"colleague"`
	SignIn             SignInRules       `json:"signIn"`
	Policy             Policy            `json:"policy"`
	Licence            string            `json:"licence"`
	Users              People            `json:"users"`
	Registrations      Crowd             `json:"registrations"`
	Permissions        Crowd             `json:"permissions"`
	Delays             Delays            `json:"delays"`
	Replicas           Replicas          `json:"replicas"`
	Throttle           Throttle          `json:"throttle"`
	Wire               Wire              `json:"wire"`
	ClockOffset        Span              `json:"clockOffset"`
	Applications       []map[string]any  `json:"applications"`
	ServicePrincipals  []map[string]any  `json:"servicePrincipals"`
	AppRoleAssignments []map[string]any  `json:"appRoleAssignments"`
	DelegatedGrants    []map[string]any  `json:"oauth2PermissionGrants"`
	Deleted            []map[string]any  `json:"deleted"`
	Secrets            map[string]string `json:"secrets"`
	PortalURIs         []string          `json:"portalURIs"`
	Seed               int64             `json:"seed"`
}

// ErrScenario means a practice tenant's file cannot be used; the text says which part.
var ErrScenario = errors.New("the practice tenant's file is not usable")

// LoadScenario reads the practice tenant of that name from the embedded files.
func LoadScenario(name string) (Scenario, error) {
	raw, err := assets.Practice(name)
	if err != nil {
		return Scenario{}, err
	}
	return ParseScenario(raw)
}

// ParseScenario reads a practice tenant from JSON. Unknown fields are refused, because a misspelt rule would
// otherwise silently not hold.
func ParseScenario(raw []byte) (Scenario, error) {
	var sc Scenario
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&sc); err != nil {
		return Scenario{}, fmt.Errorf("%w: %w", ErrScenario, err)
	}
	if err := sc.check(); err != nil {
		return Scenario{}, fmt.Errorf("%w: %s: %w", ErrScenario, sc.Name, err)
	}
	sc.crowd()
	return sc, nil
}

// check refuses a scenario that would only fail later, in the middle of a walk.
func (sc Scenario) check() error {
	switch {
	case sc.Name == "" || sc.Title == "" || sc.About == "":
		return errors.New("name, title and about must be filled")
	case !isGUID(sc.Tenant.ID):
		return fmt.Errorf("tenant.id %q is not a GUID", sc.Tenant.ID)
	case len(sc.Tenant.Domains) == 0:
		return errors.New("the tenant has no domain")
	case sc.Licence != "free" && sc.Licence != "P1" && sc.Licence != "P2":
		return fmt.Errorf("licence %q is none of free, P1, P2", sc.Licence)
	}
	if err := sc.SignIn.check(); err != nil {
		return err
	}
	known := map[string]bool{}
	for _, a := range sc.Accounts {
		if !isGUID(a.ID) {
			return fmt.Errorf("account %s: id %q is not a GUID", a.UPN, a.ID)
		}
		for _, r := range slices.Concat(a.Roles, a.Eligible) {
			if _, ok := roleByName(r); !ok {
				return fmt.Errorf("account %s: unknown role %q", a.UPN, r)
			}
		}
		for _, as := range a.Assignments {
			if err := as.check(); err != nil {
				return fmt.Errorf("account %s: %w", a.UPN, err)
			}
		}
		known[strings.ToLower(a.UPN)] = true
	}
	for _, upn := range []string{sc.Admin, sc.Colleague} {
		if upn != "" && !known[strings.ToLower(upn)] {
			return fmt.Errorf("%s is not among the accounts", upn)
		}
	}
	if u := sc.Wire.UpsertOwner; u != upsertOwnerCaller && u != upsertOwnerBound && u != upsertOwnerNobody {
		return fmt.Errorf("wire.upsertOwner %q is none of \"\", bound, nobody", u)
	}
	if err := sc.Policy.check(known); err != nil {
		return err
	}
	if err := sc.Replicas.check(); err != nil {
		return err
	}
	return sc.checkObjects()
}

func (r SignInRules) check() error {
	for name, given := range map[string]struct {
		is      string
		allowed []string
	}{
		"deviceCode":  {r.DeviceCode, []string{"", "allowed", "blocked-browser", "blocked-token"}},
		"browser":     {r.Browser, []string{"", "allowed", "blocked"}},
		"userConsent": {r.UserConsent, []string{"", "none"}},
		"client":      {r.Client, []string{"", "assigned", "disabled", "absent"}},
	} {
		if !slices.Contains(given.allowed, given.is) {
			return fmt.Errorf("signIn.%s %q is not a rule", name, given.is)
		}
	}
	for _, s := range r.Approved {
		if canonicalScope(s) != s {
			return fmt.Errorf("signIn.approved: %q is not a permission", s)
		}
	}
	return nil
}

// checkObjects compares the Graph-shaped parts with the schema.
func (sc Scenario) checkObjects() error {
	parts := map[string][]map[string]any{
		"application": sc.Applications, "servicePrincipal": sc.ServicePrincipals,
		"appRoleAssignment":     sc.AppRoleAssignments,
		"oAuth2PermissionGrant": sc.DelegatedGrants,
	}
	for _, o := range sc.Deleted {
		kind := kindOf(o)
		if kind != "application" && kind != "servicePrincipal" {
			return fmt.Errorf("deleted: @odata.type %q is neither an application nor a service principal",
				text(o, "@odata.type"))
		}
		parts[kind] = append(parts[kind], o)
	}
	for kind, objects := range parts {
		for _, o := range objects {
			o = cloneObject(o)
			if err := resolveDates(o, time.Unix(0, 0)); err != nil {
				return err
			}
			if refused := conforms(kind, o, nil); refused != nil {
				return fmt.Errorf("%s %s: %s", kind, text(o, "displayName"), refused.message)
			}
		}
	}
	return nil
}

// resolveDates replaces relative dates ("now", "now-30d", "now+2h") by absolute ones, in place. Only
// properties whose name ends in DateTime are looked at.
func resolveDates(v any, now time.Time) error {
	switch t := v.(type) {
	case map[string]any:
		for k, e := range t {
			text, ok := e.(string)
			if ok && strings.HasSuffix(k, "DateTime") && strings.HasPrefix(text, "now") {
				at, err := relative(text, now)
				if err != nil {
					return err
				}
				t[k] = stamp(at)
				continue
			}
			if err := resolveDates(e, now); err != nil {
				return err
			}
		}
	case []any:
		for _, e := range t {
			if err := resolveDates(e, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// relative reads "now", "now-30d" or "now+2h".
func relative(text string, now time.Time) (time.Time, error) {
	rest := strings.TrimPrefix(text, "now")
	if rest == "" {
		return now, nil
	}
	if days, ok := strings.CutSuffix(rest, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil {
			return time.Time{}, fmt.Errorf("%w: date %q", ErrScenario, text)
		}
		return now.AddDate(0, 0, n), nil
	}
	d, err := time.ParseDuration(rest)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: date %q", ErrScenario, text)
	}
	return now.Add(d), nil
}

// stamp writes a time as Graph does: UTC, whole seconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
