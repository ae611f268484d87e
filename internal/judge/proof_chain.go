package judge

import (
	"slices"
	"strings"
	"time"

	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// ChainLink is one link of the whole proof. A link that does not hold because a
// lower one is broken names that one, and is no cause of its own.
type ChainLink struct {
	setup.Link
	At      time.Time // when its evidence was read; zero where there is none
	Follows string    // id of the broken link below that explains this one; "" if none does
	Step    string    // number of the step at which the finding that breaks it is told; "" if none does
}

// Broken tells whether the link is broken by itself.
func (r ChainLink) Broken() bool { return r.State == setup.LinkFail && r.Follows == "" }

// ProofChain is everything that sign-in stands on, lowest first: tenant,
// registration, service principal, redirect URIs, permission, consent, a token
// with the secret, the role in it, one user read, and a pilot sign-in.
type ProofChain struct{ Links []ChainLink }

// linkSpec says what a link stands on and which findings break it.
type linkSpec struct {
	ID     string
	on     []string // ids of the links it stands on
	phases []string // whose findings count
	codes  []setup.Code
	look   look // where no finding breaks it
}

// ChainSpecs are the links in order, each with those that it stands on.
var ChainSpecs = []linkSpec{
	{"tenant", nil, []string{"1"}, []setup.Code{setup.CodeTenantMismatch}, signInState},
	{"registration", []string{"tenant"}, []string{"2", "3-8"},
		[]setup.Code{setup.CodeAppNotFound, setup.CodeAppDeleted,
			setup.CodeAppDisabled, setup.CodeAudienceSingleTenant},
		registrationState},
	{"service-principal", []string{"registration"}, []string{"3-8"},
		[]setup.Code{setup.CodeServicePrincipalMissing, setup.CodeServicePrincipalDisabled}, PrincipalState},
	{"uris", []string{"registration"}, []string{"12-14", "3-8"},
		[]setup.Code{setup.CodeURIMissing, setup.CodeURIWrongPlatform, setup.CodeURINearMiss}, urisState},
	{"permission", []string{"registration"}, []string{"15-20"},
		[]setup.Code{setup.CodePermissionMissing, setup.CodePermissionWrongKind}, PermissionState},
	{"consent", []string{"service-principal", "permission"}, []string{"21-22"},
		[]setup.Code{setup.CodeConsentMissing}, ConsentState},
	{"token", []string{"registration", "service-principal"}, []string{"23-27", "28"},
		[]setup.Code{setup.CodeSecretMissing, setup.CodeSecretExpired, setup.CodeSecretRejected}, keptState},
	{"role", []string{"token", "consent"}, []string{"28"}, []setup.Code{setup.CodeConsentMissing}, roleState},
	{"read", []string{"role"}, nil, nil, readState},
	{"pilot", []string{"uris", "read"}, []string{"S1-S2"}, []setup.Code{setup.CodePilotFailed}, pilotState},
}

// follow goes from the tenant to the pilot sign-in by what the phases were found to
// be. It reads and tries nothing by itself.
func follow(v Verdict) ProofChain {
	s, p := v.Snapshot, v.Profile
	var l ProofChain
	for _, spec := range ChainSpecs {
		r := ChainLink{Link: setup.LinkOf(spec.ID)}
		if f := breaking(v, spec); f != nil {
			r.State, r.Detail, r.Step = setup.LinkFail, f.Said(), v.toldAt(*f)
		} else {
			seen := spec.look(s, p, v.As)
			r.State, r.Detail = seen.Link, seen.Detail
		}
		r.At, r.Took = evidenceTime(s, r.Link)
		l.Links = append(l.Links, r)
	}
	l.shownByToken(s)
	l.explain()
	return l
}

// toldAt is the step at which a finding is told.
func (v Verdict) toldAt(f setup.Finding) string {
	for _, n := range v.Noticed(f.Level) {
		if n.Finding == f {
			return n.Step
		}
	}
	return ""
}

// breaking finds the first finding that breaks a link.
func breaking(v Verdict, spec linkSpec) *setup.Finding {
	for _, id := range spec.phases {
		for _, f := range v.Phase(id).Findings() {
			if f.Level == setup.LevelFail && slices.Contains(spec.codes, f.Code) {
				return &f
			}
		}
	}
	return nil
}

// evidenceTime is when a link's evidence was read, and how long that took.
func evidenceTime(s setup.Snapshot, r setup.Link) (time.Time, time.Duration) {
	if r.State != setup.LinkOK && r.State != setup.LinkFail {
		return time.Time{}, 0
	}
	switch {
	case r.ID == "tenant":
		return s.At, s.Took.Tenant
	case r.ID == "pilot":
		return s.At, s.Took.Pilot
	case !slices.Contains([]string{"token", "role", "read"}, r.ID) || !s.Proof.Known:
		return s.At, s.Took.Directory
	}
	took := s.Proof.Value.Waited
	if proven := s.Proof.Value.Link(r.ID); proven.Took > 0 {
		took = proven.Took
	}
	return s.Proof.Value.At, took
}

// shownByToken lets a token stand for what nobody could look at: Entra gives
// none without a registration and an enabled service principal, and the role
// stands in it only after consent.
func (l *ProofChain) shownByToken(s setup.Snapshot) {
	if !s.Proof.Known {
		return
	}
	proof := map[string]string{}
	if l.Link("token").State == setup.LinkOK {
		given := messages.Say("evidence.given-token")
		proof["registration"], proof["service-principal"] = given, given
	}
	if l.Link("role").State == setup.LinkOK {
		carried := messages.Say("evidence.role-in-token")
		proof["permission"], proof["consent"] = carried, carried
	}
	for i := range l.Links {
		if why := proof[l.Links[i].ID]; why != "" && l.Links[i].State == setup.LinkUnknown {
			l.Links[i].State, l.Links[i].Detail, l.Links[i].At, l.Links[i].Took = setup.LinkOK, why,
				s.Proof.Value.At, s.Proof.Value.Waited
		}
	}
}

// explain marks every link that does not hold because one below is broken.
func (l *ProofChain) explain() {
	for i := range l.Links {
		r := &l.Links[i]
		if r.State == setup.LinkOK {
			continue
		}
		for _, id := range ChainSpecs[i].on {
			below := l.Link(id)
			if below.Follows != "" {
				r.Follows = below.Follows
			} else if below.State == setup.LinkFail {
				r.Follows = below.ID
			}
			if r.Follows != "" {
				break
			}
		}
	}
}

// Link finds a link by its id; the zero link if there is none.
func (l ProofChain) Link(id string) ChainLink {
	for _, r := range l.Links {
		if r.ID == id {
			return r
		}
	}
	return ChainLink{}
}

// Cause is the first broken link; false where none is.
func (l ProofChain) Cause() (ChainLink, bool) {
	i := slices.IndexFunc(l.Links, ChainLink.Broken)
	if i < 0 {
		return ChainLink{}, false
	}
	return l.Links[i], true
}

// Reason says in sentences what the chain of a verdict shows: the cause, what
// follows from it, what is broken apart from it, and what could not be looked at.
// That nothing is broken is said where something was looked at, and where no other
// word for it stands in Why.
func (v Verdict) Reason() string {
	l := v.Proof
	var out, open []string
	for _, r := range l.Links {
		switch {
		case r.Broken() && len(out) == 0:
			out = append(out, "The cause: "+r.FailureTitle()+". "+r.Detail+l.consequences(r.ID))
		case r.Broken():
			out = append(out, "Apart from that: "+r.FailureTitle()+". "+r.Detail+l.consequences(r.ID))
		case r.Follows == "" && (r.State == setup.LinkUnknown || r.State == setup.LinkTodo):
			open = append(open, r.Title)
		}
	}
	if len(out) == 0 && l.lookedAt() && !v.OnlyLooks() {
		out = append(out, "Nothing that was looked at is broken.")
	}
	if len(open) > 0 {
		out = append(out, "Not shown: "+strings.Join(open, ", ")+".")
	}
	return strings.Join(out, " ")
}

// lookedAt tells whether anything of the setup itself was read. That the company
// has a tenant is known without it.
func (l ProofChain) lookedAt() bool {
	return slices.ContainsFunc(l.Links, func(r ChainLink) bool {
		return r.ID != "tenant" && r.State == setup.LinkOK
	})
}

func (l ProofChain) consequences(id string) string {
	var titles []string
	for _, r := range l.Links {
		if r.Follows == id {
			titles = append(titles, r.FailureTitle())
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return " What follows from it: " + strings.Join(titles, ", ") + "."
}

func roleState(s setup.Snapshot, _ setup.Profile, _ As) State {
	if r := s.Proof.Value.Link("role"); s.Proof.Known && r.State == setup.LinkOK {
		return State{Link: setup.LinkOK, Detail: r.Detail}
	}
	if s.Proof.Known && s.Proof.Value.Good {
		return State{Link: setup.LinkOK, Detail: messages.Say("evidence.role")}
	}
	return State{Link: setup.LinkTodo, Detail: messages.Say("evidence.no-token")}
}

func readState(s setup.Snapshot, _ setup.Profile, _ As) State {
	r := s.Proof.Value.Link("read")
	if s.Proof.Known && (r.State == setup.LinkOK || r.State == setup.LinkFail ||
		r.State == setup.LinkUnknown) {
		return State{Link: r.State, Detail: r.Detail}
	}
	return State{Link: setup.LinkTodo, Detail: messages.Say("evidence.not-tried")}
}
