package setup

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

// Reason says why a part could not be read and what would make it readable.
type Reason struct {
	Text      string // one sentence
	Remedy    string // one sentence; may be empty
	RequestID string // the service's id of the refused request, for support
}

// Part is one observed thing. A part that could not be read carries its reason
// and is never taken for absent.
type Part[T any] struct {
	Value T
	Known bool
	Why   Reason
}

// Known is a part that was read.
func Known[T any](v T) Part[T] { return Part[T]{Value: v, Known: true} }

// Unknown is a part that was not read, and why.
func Unknown[T any](why Reason) Part[T] { return Part[T]{Why: why} }

// Snapshot is everything the services said about one tenant and one
// registration at one time. It is never changed after it was made.
type Snapshot struct {
	At       time.Time
	Practice bool
	Roots    *entra.Roots   // who is asked in Microsoft's place, see Services; nil: nobody is
	Tenant   entra.Tenant   // zero before a tenant was resolved
	Identity entra.Identity // zero while nobody is signed in
	SignedIn bool
	Took     Took
	// Behind is the write of this program, in words, that an answer did not show
	// yet; its part is unknown. "" where nothing is in doubt.
	Behind string

	Organization Part[graph.Organization]
	Role         Part[RoleState]
	MayRegister  Part[bool]
	Secrets      Part[SecretPolicy]
	OwnPolicy    Part[[]graph.AppManagementPolicy] // assigned to the registration: none or one
	// OwnTargets is what the registration's own policy applies to; read only where a
	// secret is forbidden in spite of it, or it was made here.
	OwnTargets Part[[]graph.PolicyTarget]
	// Policies are all policies for single registrations; read only where one was
	// made here, or may have been.
	Policies    Part[[]graph.AppManagementPolicy]
	MultiTenant Part[bool] // may the registration be multi-tenant
	Skew        Part[time.Duration]
	Keychain    Part[KeychainState]
	// KeychainNever: none can answer in this session, so trying again cannot help.
	KeychainNever bool

	Candidates Part[[]Candidate]
	// Bin are registrations in the recycle bin that could be the one wanted. They
	// are looked for only while none is chosen.
	Bin Part[[]Candidate]
	// Twins are other registrations with own addresses of the chosen one. They are
	// looked for only once one is chosen. One that is not among them may be there all
	// the same: Entra's index lags.
	Twins   Part[[]graph.Application]
	App     Part[*graph.Application] // nil: read, and there is none
	Deleted Part[*graph.Application] // the chosen registration, in the recycle bin
	// DeletedPrincipal is the service principal of the deleted registration, in
	// the recycle bin; looked for only where Deleted holds something.
	DeletedPrincipal Part[*graph.ServicePrincipal]
	Principal        Part[*graph.ServicePrincipal] // nil: read, and there is none
	Graph            Part[graph.ServicePrincipal]  // Microsoft Graph's own service principal in this tenant
	Grants           Part[[]graph.AppRoleAssignment]
	Delegated        Part[[]graph.DelegatedGrant] // what users need not be asked for themselves

	Owners    Part[[]graph.Owner] // of the registration; asked for once its id is known
	Additions Additions           // what others may have added to what the wizard made

	Stored Part[bool]          // the profile's secret is where the profile says
	Proof  Part[Proof]         // the last proof of the secret
	Pilot  Part[*graph.SignIn] // the pilot sign-in found in the log; nil: none yet
}

// unreadable is a part of any kind.
type unreadable interface{ unread(Reason) }

func (p *Part[T]) unread(why Reason) { *p = Unknown[T](why) }

// Unread is a snapshot of which no part was read, and why.
func Unread(why Reason) Snapshot {
	var s Snapshot
	all := reflect.ValueOf(&s).Elem()
	for i := range all.NumField() {
		if part, ok := all.Field(i).Addr().Interface().(unreadable); ok {
			part.unread(why)
		}
	}
	return s
}

// Took is how long each reading took, for the evidence that rests on it; 0 where
// it was not made.
type Took struct {
	Tenant    time.Duration // finding the tenant of a domain
	Directory time.Duration // everything that is read of the tenant and the registration
	Pilot     time.Duration // the sign-in log
}

// RoleAnswer is one of the answers to "may this person consent?".
type RoleAnswer string

// The answers. RoleUnseen: no role that may is seen, but there are roles that memberships do not
// show, or nobody could look for them. RoleStale: the role is active in the directory, but the
// token in hand is older than the activation and does not carry it.
const (
	RoleNone     RoleAnswer = "none"
	RoleUnseen   RoleAnswer = "unseen"
	RoleEligible RoleAnswer = "eligible"
	RoleActive   RoleAnswer = "active"
	RoleStale    RoleAnswer = "stale"
)

// RoleState says what the signed-in person may do.
type RoleState struct {
	Consent      RoleAnswer // Global Administrator or Privileged Role Administrator
	ConsentRole  string     // the name of the role behind Consent; empty for none
	CanWriteApps bool       // a role that may change any registration, active in the token
	CanRegister  bool       // a role that may make one, whatever the tenant lets users do; likewise
	// Roles that memberships do not show: custom ones, and those over a part of the tenant.
	Hidden Part[bool]
	Allow  AllowAnswer // may change policies on registrations, by the roles that memberships show
	Names  []string    // all directory roles that were seen active
}

// KeychainState is the result of the probe made before signing in.
type KeychainState struct {
	Name    string
	Lasting bool // false: in memory, or shown once
}

// Candidate is a registration that could already be the one wanted, and why.
type Candidate struct {
	App      graph.Application
	Why      []string // "it has the redirect URI https://…", "its name is …", "this wizard made it"
	Board    mtp.Board
	Strength int // higher first: strengthURI, strengthName
	Wanted   int // how many addresses the MTP portal's list has; 0: not known yet
	Has      int // how many of them the registration has, on whichever platform
}

// Whole tells whether every address of the MTP portal's list is in it.
func (c Candidate) Whole() bool { return c.Wanted > 0 && c.Has == c.Wanted }

// Binned names a deleted registration, and says no more of it than its addresses
// show. It is a whole sentence.
func (c Candidate) Binned() string {
	what := "A deleted registration could be the one of this setup: "
	if c.Whole() {
		what = "The deleted registration of this setup is in the recycle bin: "
	}
	return what + fmt.Sprintf("%s (%s): %s.", text.Or(c.App.DisplayName, "unnamed"), c.App.AppID,
		strings.Join(c.Why, "; "))
}

// What a candidate was found by. A name alone never settles which one is meant.
const (
	StrengthName = 1
	StrengthURI  = 2
)

// ByURI tells whether the registration carries a redirect URI of the MTP portal,
// and does not only have a name like it.
func (c Candidate) ByURI() bool { return c.Strength >= StrengthURI }

// SameID compares ids, which differ in case at times.
func SameID(a, b string) bool { return a != "" && strings.EqualFold(a, b) }
