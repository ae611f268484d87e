package sim

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// directory is everything the tenant holds, behind one lock. Methods on it lock; methods on a *store need the
// lock held and are reached through it only.
type directory struct {
	mu sync.Mutex
	store
}

// store is the tenant's content. It is not safe for concurrent use by itself.
type store struct {
	sc  Scenario
	clk clock
	// started is when the practice tenant came to be; dates of its file count from then.
	started time.Time
	// ids makes object ids and secrets, traces the ids of requests.
	ids, traces *idSource

	apps, sps, assignments, delegated, policies, signIns []*record

	// bin holds soft-deleted objects by their former object id; they carry "@odata.type".
	bin map[string]object
	// owners holds, by object id of an application, the account ids that own it.
	owners map[string][]string
	// federated holds, by object id of an application, its federated credentials.
	federated map[string][]object
	// assigned holds, by object id of an application, which app management policy of its own it has had.
	assigned map[string]*record
	// secrets holds what Entra keeps of a secret, by key id.
	secrets map[string]*secret
	// activated holds, by account id, when each active role became active, by template id.
	activated map[string]map[string]time.Time
	people    people
	// replicas answer reads; behind is how far the one in charge is behind, while a request is answered.
	replicas *fleet
	behind   time.Duration
	// served counts Graph requests and batch items, for throttling.
	served int
}

// secret is what the sign-in service knows of one client secret.
type secret struct {
	value   string
	created time.Time
	flapped bool
}

// appView is what the sign-in half needs to know of a registration.
type appView struct {
	ObjectID, AppID, DisplayName, Audience string
	SPA, Web, Public                       []string
	Disabled                               bool
}

// spView is what the sign-in half needs to know of a service principal.
type spView struct {
	ID                          string
	Enabled, AssignmentRequired bool
}

// secretVerdict is what the token endpoint makes of a client secret.
type secretVerdict int

// Verdicts on a client secret. secretNotYet means that the secret exists but has not reached the server that
// answers.
const (
	secretUnknown secretVerdict = iota
	secretNotYet
	secretExpired
	secretGood
)

// signInEntry is one interactive sign-in to be written to the log. ErrorCode is 0 for success, else the
// AADSTS number.
type signInEntry struct {
	AppID, AccountID, UPN string
	ErrorCode             int
	FailureReason         string
}

// newDirectory fills a directory from a scenario that LoadScenario or ParseScenario has accepted.
func newDirectory(sc Scenario, clk clock) *directory {
	d := &directory{store: store{
		sc: sc, clk: clk, started: clk.now(), replicas: newFleet(sc.Replicas, sc.Seed),
		ids:       newIDSource(sc.Seed),
		traces:    newIDSource(sc.Seed * 31),
		bin:       map[string]object{},
		owners:    map[string][]string{},
		federated: map[string][]object{},
		assigned:  map[string]*record{},
		secrets:   map[string]*secret{},
		activated: map[string]map[string]time.Time{},
	}}
	d.fill()
	return d
}

// tenant is the company this directory belongs to.
func (d *directory) tenant() Tenant { return d.sc.Tenant }

// account finds somebody by user principal name, without regard to case.
func (d *directory) account(upn string) (Account, bool) {
	for _, a := range d.sc.Accounts {
		if strings.EqualFold(a.UPN, upn) {
			return a, true
		}
	}
	return Account{}, false
}

// activeRoles lists the template ids of the roles that are active for the account now, whatever its token
// says.
func (d *directory) activeRoles(accountID string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rolesOf(accountID)
}

// activate makes an eligible role active, as a person does in Privileged Identity Management. Tokens issued
// before do not carry it.
func (d *directory) activate(upn, roleName string) error {
	acc, ok := d.account(upn)
	if !ok {
		return fmt.Errorf("sim: no account %s in %s", upn, d.sc.Tenant.Name)
	}
	r, ok := roleByName(roleName)
	if !ok {
		return fmt.Errorf("sim: no directory role %q", roleName)
	}
	if !slices.ContainsFunc(acc.Eligible, func(n string) bool { e, _ := roleByName(n); return e == r }) {
		return fmt.Errorf("sim: %s is not eligible for %s", upn, r.name)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, held := d.activated[acc.ID][r.template]; !held {
		d.activated[acc.ID][r.template] = d.clk.now()
	}
	return nil
}

// findApp finds a registration by client id as it truly is, whether replicated or not.
func (d *directory) findApp(appID string) (appView, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.appByAppID(appID)
	if r == nil {
		return appView{}, false
	}
	o := r.now()
	return appView{
		ObjectID:    text(o, "id"),
		AppID:       text(o, "appId"),
		DisplayName: text(o, "displayName"),
		Audience:    text(o, "signInAudience"),
		SPA:         texts(sub(o, "spa"), "redirectUris"),
		Web:         texts(sub(o, "web"), "redirectUris"),
		Public:      texts(sub(o, "publicClient"), "redirectUris"),
		Disabled:    flag(o, "isDisabled"),
	}, true
}

// findSP finds a service principal by client id as it truly is, whether replicated or not.
func (d *directory) findSP(appID string) (spView, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.spByAppID(appID)
	if r == nil {
		return spView{}, false
	}
	o := r.now()
	return spView{
		ID: text(o, "id"), Enabled: flag(o, "accountEnabled"),
		AssignmentRequired: flag(o, "appRoleAssignmentRequired"),
	}, true
}

// secretState judges a client secret as the token endpoint does. Inside its delay a new secret is refused,
// except once in the second half, when one server already knows it: so a single success proves nothing yet.
func (d *directory) secretState(appID, value string) secretVerdict {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.appByAppID(appID)
	if r == nil || value == "" {
		return secretUnknown
	}
	now := d.clk.now()
	for _, c := range list(r.now(), "passwordCredentials") {
		s := d.secrets[text(c, "keyId")]
		if s == nil || s.value != value {
			continue
		}
		if end, err := parseTime(text(c, "endDateTime")); err == nil && !now.Before(end) {
			return secretExpired
		}
		age, wait := now.Sub(s.created), d.clk.delay(d.sc.Delays.Secret)
		if age >= wait {
			return secretGood
		}
		if age >= wait/2 && !s.flapped {
			s.flapped = true
			return secretGood
		}
		return secretNotYet
	}
	return secretUnknown
}

// grantedRoles lists the values of the Microsoft Graph app roles that are granted to the client and have
// reached the token endpoint.
func (d *directory) grantedRoles(appID string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	client, graph := d.spByAppID(appID), d.spByAppID(graphResource)
	if client == nil || graph == nil {
		return nil
	}
	var values []string
	seen := d.clk.now().Add(-d.clk.delay(d.sc.Delays.Consent))
	for _, a := range d.assignments {
		o := a.asOf(seen)
		if o == nil || text(o, "principalId") != text(client.now(), "id") ||
			text(o, "resourceId") != text(graph.now(), "id") {
			continue
		}
		if r := appRoleByID(graph.now(), text(o, "appRoleId")); r != nil {
			values = append(values, text(r, "value"))
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// grantConsent does what the admin consent page does on behalf of the account: it makes the service principal
// if there is none, and grants everything the registration declares for Microsoft Graph. The error wraps
// errNoApp or errConsentRole.
func (d *directory) grantConsent(appID, accountID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.consentAll(appID, accountID)
}

// addSignIn writes an entry to the sign-in log; it can be read after the log's delay.
func (d *directory) addSignIn(entry signInEntry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.logSignIn(entry)
}
