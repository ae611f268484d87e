package judge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// PreflightItem is one thing looked at before the first write, so that the walk
// does not die in step 27.
type PreflightItem struct {
	ID       string // "keychain", "account", "role", "register", "multi-tenant", "secrets", "clock", "bin"
	Title    string
	Status   setup.Status
	Detail   string // one line
	Findings []setup.Finding
	Stops    bool // a later step would fail
	// HandOver: what would fail can be handed to a colleague once the registration
	// is there, and the rest can be done before that.
	HandOver bool
}

// Preflight judges what was read before the first write. What could not be
// read says so and does not stop.
func Preflight(s setup.Snapshot, p setup.Profile, as As) []PreflightItem {
	items := []PreflightItem{
		preKeychain(s), itemOf("account", "The account", accountState(s)), preRole(s, p, as),
		preRegister(s, p, as), preMultiTenant(s), PreSecrets(s, p, as), preClock(s),
	}
	return append(items, preBin(s, p)...)
}

// Ahead says in one sentence what the look before any write means for the steps to
// come.
func Ahead(items []PreflightItem) (setup.Status, string) {
	stops, allow := 0, false
	for _, i := range items {
		if i.Stops {
			stops++
		}
		allow = allow || slices.ContainsFunc(i.Findings,
			func(f setup.Finding) bool { return f.Code == setup.CodeSecretsForbidden })
	}
	switch {
	case stops == 1:
		return setup.StatusWarn, "1 thing would stop a later step. There is still time to mend it."
	case stops > 1:
		return setup.StatusWarn, text.Plural(stops, "thing", "things") +
			" would stop a later step. There is still time to mend them."
	case allow:
		return setup.StatusWarn, "Nothing stops you; one thing has to be allowed on the way."
	}
	return setup.StatusOK, "Nothing that was found will stop a later step."
}

// itemOf is an entry that says what a look of a phase shows.
func itemOf(id, title string, seen State) PreflightItem {
	return item(id, title, seen.Now, seen.Findings...)
}

// item builds one entry from its findings.
func item(id, title, detail string, fs ...setup.Finding) PreflightItem {
	i := PreflightItem{ID: id, Title: title, Detail: detail, Findings: fs}
	i.Status = holds(detail, fs...).Status
	i.Stops = i.Status == setup.StatusFail
	return i
}

func cannotRead(id, title string, why setup.Reason) PreflightItem {
	return item(id, title, "could not check", setup.CouldNotCheck(title, why))
}

func preKeychain(s setup.Snapshot) PreflightItem {
	const title = "A place for the secret"
	if !s.Keychain.Known {
		return item("keychain", title, "none answers",
			setup.Finding{Code: setup.CodeKeychainMissing, Level: setup.LevelFail, Subject: "keychain",
				Args: messages.With("why", s.Keychain.Why.Text, "do", s.Keychain.Why.Remedy)})
	}
	k := s.Keychain.Value
	if !k.Lasting {
		return item("keychain", title, k.Name+"; gone when this program ends")
	}
	return item("keychain", title, k.Name+", tested with a throw-away value")
}

// preRole stops where no role gives the consent and nobody has given it.
func preRole(s setup.Snapshot, p setup.Profile, as As) PreflightItem {
	i := itemOf("role", "The role for admin consent", adminState(s, as))
	if s.Role.Known && ConsentState(s, p, as).Link != setup.LinkOK {
		may := s.Role.Value.Consent
		i.Stops = may != setup.RoleActive && may != setup.RoleUnseen
	}
	return i
}

func preRegister(s setup.Snapshot, p setup.Profile, as As) PreflightItem {
	const title = "The right to register applications"
	if p.App.AppID != "" { // nothing is to be registered, only changed
		return preChange(s, p, as)
	}
	if !s.MayRegister.Known {
		return cannotRead("register", title, orReason(s.MayRegister.Why))
	}
	if !s.MayRegister.Value {
		return item("register", title, "not seen; "+as.tried(),
			setup.Finding{Code: setup.CodeRegistrationRight, Level: setup.LevelWarn,
				Subject: s.Identity.Username, Args: messages.With("tried", as.tried())})
	}
	return item("register", title, "yes")
}

// preChange is preRegister for a registration that is there: whoever has no role that
// is seen to reach all may change what they own, and whatever a role reaches that is
// not seen.
func preChange(s setup.Snapshot, p setup.Profile, as As) PreflightItem {
	const title = "The right to change this registration"
	mine := s.Owners.Known && Owns(s.Owners.Value, s.Identity.ObjectID)
	switch {
	case s.Role.Known && s.Role.Value.CanWriteApps:
		return item("register", title, "yes")
	case mine:
		return item("register", title, "yes, as its owner")
	case !s.Role.Known:
		return cannotRead("register", title, orReason(s.Role.Why))
	}
	args := messages.With("role", s.Role.Value.Words(), "tried", as.tried())
	f := setup.Finding{Code: setup.CodeRegistrationRight, Variant: "others", Level: setup.LevelWarn,
		Subject: p.App.AppID, Args: args}
	if s.Owners.Known {
		f = setup.Finding{Code: setup.CodeRegistrationRight, Variant: "not-owner", Level: setup.LevelWarn,
			Subject: p.App.AppID, Args: args}
	}
	return item("register", title, "not seen; "+as.tried(), f)
}

// preBin says where deleted registrations could not be looked for. There is none
// of it where they could.
func preBin(s setup.Snapshot, p setup.Profile) []PreflightItem {
	why := s.Bin.Why
	switch {
	case !s.SignedIn, p.App.AppID == "" && s.Bin.Known,
		p.App.AppID != "" && (s.Deleted.Known || s.App.Value != nil):
		return nil
	case p.App.AppID != "":
		why = s.Deleted.Why
	}
	i := item("bin", "Deleted registrations", "could not be looked for",
		setup.Finding{Code: setup.CodeCouldNotCheck, Variant: "bin", Level: setup.LevelUnknown,
			Subject: "recycle bin", Args: messages.With("why", why.Text, "readers", BinReaders())})
	return []PreflightItem{i}
}

func preMultiTenant(s setup.Snapshot) PreflightItem {
	const title = "Multi-tenant registrations"
	if !s.MultiTenant.Known {
		return cannotRead("multi-tenant", title, orReason(s.MultiTenant.Why))
	}
	if a := s.App.Value; !s.MultiTenant.Value && (a == nil || a.SignInAudience != graph.AudienceOrgs) {
		return item("multi-tenant", title, "forbidden", MultiTenantFinding())
	}
	return item("multi-tenant", title, "allowed")
}

// MultiTenantFinding says that the tenant forbids applications for several tenants.
func MultiTenantFinding() setup.Finding {
	return setup.Finding{Code: setup.CodeMultiTenantForbidden,
		Level: setup.LevelFail, Subject: setup.AudienceSubject,
		Args: messages.With("wanted", setup.AudienceLabel(graph.AudienceOrgs))}
}

// PreSecrets tells what stops from what can be allowed here or handed over.
func PreSecrets(s setup.Snapshot, p setup.Profile, as As) PreflightItem {
	const title = "Client secrets"
	_, have := setup.PasswordOf(s, p.Secret.KeyID)
	if f, full := TooManySecrets(s, p); full && !have {
		return item("secrets", title, "no room for another", f)
	}
	if !s.Secrets.Known {
		i := cannotRead("secrets", title, orReason(s.Secrets.Why))
		i.Findings = append(i.Findings, PolicyFindings(s, p, as)...)
		return i
	}
	detail := "allowed, for 24 months"
	if life := LifeOf(s, p); life.Capped {
		detail = "allowed, until " + text.Day(life.End) + " at most"
	} else if life.Months != setup.SecretMonths {
		detail = "allowed, for " + text.Count(life.Months, "month")
	}
	switch rule := s.Secrets.Value; {
	case rule.Forbids() && s.MayAllow() == setup.AllowYes:
		detail = "forbidden by a policy; you may allow one for this registration"
	case rule.Forbids():
		detail = "forbidden by a policy"
	case rule.Forbidden:
		detail = "perhaps forbidden by a policy"
	}
	i := item("secrets", title, detail, PolicyFindings(s, p, as)...)
	if have || !s.Secrets.Value.Forbids() {
		return i
	}
	_, stop := ExemptionLacks(s, p, as.allowing())
	if i.Stops = stop != nil; i.Stops {
		i.HandOver, i.Status = !stop.Agreed, setup.StatusFail
	}
	return i
}

// personalSecrets is how many secrets a registration may have that takes personal
// Microsoft accounts (Microsoft identity platform docs, supported account types,
// validation differences).
const personalSecrets = 2

// TooManySecrets tells whether Entra would refuse another secret because of the
// accounts that the registration takes.
func TooManySecrets(s setup.Snapshot, p setup.Profile) (setup.Finding, bool) {
	app := s.App.Value
	if app == nil || !strings.Contains(app.SignInAudience, "PersonalMicrosoftAccount") ||
		len(app.PasswordCredentials) < personalSecrets {
		return setup.Finding{}, false
	}
	if _, lost := Orphan(s, p); lost {
		return setup.Finding{}, false // it goes first
	}
	return setup.Finding{Code: setup.CodeSecretRoom, Level: setup.LevelFail, Subject: app.AppID,
		Args: messages.With("n", strconv.Itoa(len(app.PasswordCredentials)))}, true
}

func preClock(s setup.Snapshot) PreflightItem {
	const title = "This computer's clock"
	if !s.Skew.Known {
		return cannotRead("clock", title, orReason(s.Skew.Why))
	}
	d := s.Skew.Value
	if d.Abs() <= setup.MaxSkew {
		return item("clock", title, "right to within five minutes")
	}
	way := "ahead"
	if d < 0 {
		way = "behind"
	}
	got := far(d.Abs()) + " " + way
	return item("clock", title, got, setup.Finding{Code: setup.CodeClockSkew, Level: setup.LevelWarn,
		Subject: "clock", Args: messages.With("off", got)})
}

// far is a length of time in the unit in which people grasp it.
func far(d time.Duration) string {
	const day = 24 * time.Hour
	for _, u := range []struct {
		from, unit time.Duration
		name       string
	}{{2 * 365 * day, 365 * day, "years"}, {2 * day, day, "days"}, {2 * time.Hour, time.Hour, "hours"}} {
		if d >= u.from {
			return fmt.Sprintf("%d %s", int(d/u.unit), u.name)
		}
	}
	return fmt.Sprintf("%d minutes", int(d.Round(time.Minute)/time.Minute))
}

func orReason(r setup.Reason) setup.Reason {
	if r.Text == "" {
		return setup.Reason{Text: "nobody is signed in.", Remedy: "Sign in to have it checked."}
	}
	return r
}
