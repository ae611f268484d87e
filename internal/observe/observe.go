package observe

import (
	"context"
	"errors"
	"slices"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// About is the application id of the registration that the look is about; "" where
// none was chosen or found.
func (o *Observation) About() string {
	switch {
	case o.Held != nil:
		return o.Held.AppID
	case o.app.Value != nil:
		return o.app.Value.AppID
	}
	return o.P.App.AppID
}

// Observation collects the parts of one snapshot while they come in.
type Observation struct {
	R      Session
	Client *graph.Client
	P      setup.Profile
	Ours   bool // this program made what others may have added to
	Began  time.Time
	After  int // the writes that were answered before; they are in it

	Answers   graph.Answers
	Graph     setup.Part[graph.ServicePrincipal] // known: read already
	app       setup.Part[*graph.Application]
	audiences setup.Part[graph.AppManagementPolicy]
	// The registration's own policy, as the beta version tells it.
	ownAudiences setup.Part[[]graph.AppManagementPolicy]
	groupRoles   setup.Part[[]graph.RoleAssignment] // those of the person's groups too
	twins        setup.Part[[]graph.Application]    // as they were found, the chosen one among them
	// The application of the sign-in, where it is open since when the tenant has it.
	SignedInWith setup.Part[graph.ServicePrincipal]
	Stored       setup.Part[bool]
	Took         setup.Took
	Proof        *setup.Part[setup.Proof]
	Pilot        *setup.Part[*graph.SignIn]
	second       graph.Answers // by ids that only the first batch could tell
	// One server shows the service principal, and another knows of none to tell its grants.
	Split bool
	// The service principal was looked for in the recycle bin; second holds it.
	lost    bool
	Held    *graph.Application // deleted, and it has the unique name of the one to be made
	targets graph.Answers      // of the registration's own policy, where they were asked for
	asked   bool
}

// Queries are the reads of the one batch. They are values, so that fill asks
// the answers for the same ones.
func (o *Observation) Queries() []graph.Query {
	qs := []graph.Query{graph.OrganizationQuery(), graph.DirectoryRolesQuery(),
		graph.RoleEligibilityQuery(), graph.RoleAssignmentsQuery(o.R.Identity().ObjectID),
		graph.DefaultPolicyQuery(), graph.AuthorizationPolicyQuery()}
	if !o.Graph.Known {
		qs = append(qs, graph.MicrosoftGraphQuery())
	}
	a := o.P.App
	switch {
	case a.AppID != "":
		qs = append(qs, graph.ApplicationQuery(a.AppID), graph.ServicePrincipalQuery(a.AppID),
			graph.GrantsQuery(a.AppID), graph.DelegatedGrantsQuery(a.AppID),
			graph.DeletedApplicationsQuery(a.AppID), graph.AppPolicyQuery(a.AppID))
		if !o.Ours {
			qs = append(qs, graph.OwnersQuery(a.AppID)) // among the additions otherwise
		}
		return append(append(qs, additionQueries(o.P, o.Ours)...), policyQueries(o.P)...)
	case a.UniqueName != "":
		qs = append(qs, graph.ApplicationByUniqueNameQuery(a.UniqueName))
	}
	return append(qs, o.candidateQueries()...)
}

// ReadBatch reads what one batch can tell.
func (o *Observation) ReadBatch(ctx context.Context) error {
	var err error
	asked := o.Queries()
	if o.Answers, err = o.Client.Batch(ctx, asked...); err != nil {
		return err
	}
	for _, q := range asked {
		if err := SessionError(o.Answers.Err(q)); err != nil {
			return err
		}
	}
	o.app = o.readApp()
	if o.P.App.AppID == "" && o.app.Value != nil {
		// Found by its unique name after an interrupted run: its parts are read by
		// the id that is known only now.
		id := o.app.Value.AppID
		o.second, err = o.Client.Batch(ctx, graph.ServicePrincipalQuery(id), graph.GrantsQuery(id),
			graph.DelegatedGrantsQuery(id), graph.AppPolicyQuery(id))
		return err
	}
	if err := o.readTargets(ctx); err != nil {
		return err
	}
	return o.readDeleted(ctx)
}

// SessionError picks out the refusals that a new sign-in would mend.
func SessionError(err error) error {
	if errors.Is(err, graph.ErrExpiredToken) || errors.Is(err, graph.ErrClaims) ||
		errors.Is(err, entra.ErrSessionExpired) {
		return err
	}
	return nil
}

func (o *Observation) readApp() setup.Part[*graph.Application] {
	a := o.P.App
	switch {
	case a.AppID != "":
		return optional[graph.Application](o.Answers, graph.ApplicationQuery(a.AppID))
	case a.UniqueName != "":
		return optional[graph.Application](o.Answers, graph.ApplicationByUniqueNameQuery(a.UniqueName))
	}
	return setup.Known[*graph.Application](nil)
}

// optional reads something that may be absent: not found is an answer.
func optional[T any](a graph.Answers, q graph.Query) setup.Part[*T] {
	v, err := graph.Decode[T](a, q)
	switch {
	case errors.Is(err, graph.ErrNotFound):
		return setup.Known[*T](nil)
	case err != nil:
		return setup.Unknown[*T](ReasonOf(err))
	}
	return setup.Known(&v)
}

// Required reads something that is always there, or says why it cannot.
func Required[T any](a graph.Answers, q graph.Query) setup.Part[T] {
	v, err := graph.Decode[T](a, q)
	if err != nil {
		return setup.Unknown[T](ReasonOf(err))
	}
	return setup.Known(v)
}

// Fill puts all parts into the snapshot.
func (o *Observation) Fill(s *setup.Snapshot) {
	orgs := Required[[]graph.Organization](o.Answers, graph.OrganizationQuery())
	if orgs.Known && len(orgs.Value) == 1 {
		s.Organization = setup.Known(orgs.Value[0])
	} else {
		s.Organization.Why = orgs.Why
	}
	s.App, s.Stored, s.Graph = o.app, o.Stored, o.Graph
	s.Skew = Skew(o.Answers.Date(), o.R.Now())
	o.fillPolicies(s)
	s.Role = roleState(o.Answers, o.groupRoles, s.Identity)
	s.MayRegister = mayRegister(o.Answers, s.Role)
	o.fillObjects(s)
	o.fillDeleted(s)
	o.fillAdditions(s)
	if id := o.P.App.AppID; id != "" {
		s.Owners = Required[[]graph.Owner](o.Answers, graph.OwnersQuery(id))
	}
	s.Candidates, s.Bin = o.candidates(), o.binned()
	s.Twins = twinsOf(o.twins, s.OrDeleted().App.Value, o.P)
}

func (o *Observation) fillObjects(s *setup.Snapshot) {
	id, answers := o.P.App.AppID, o.Answers
	if id == "" && o.app.Value != nil {
		id, answers = o.app.Value.AppID, o.second
	}
	if id == "" {
		s.Principal, s.Grants = setup.Known[*graph.ServicePrincipal](nil),
			setup.Known[[]graph.AppRoleAssignment](nil)
		s.Delegated = setup.Known[[]graph.DelegatedGrant](nil)
		return
	}
	s.Principal = optional[graph.ServicePrincipal](answers, graph.ServicePrincipalQuery(id))
	if s.Principal.Known && s.Principal.Value == nil {
		s.Grants, s.Delegated = setup.Known[[]graph.AppRoleAssignment](nil),
			setup.Known[[]graph.DelegatedGrant](nil)
	} else {
		s.Delegated = Required[[]graph.DelegatedGrant](answers, graph.DelegatedGrantsQuery(id))
		s.Grants = Required[[]graph.AppRoleAssignment](answers, graph.GrantsQuery(id))
		o.Split = s.Principal.Value != nil && (errors.Is(answers.Err(graph.GrantsQuery(id)),
			graph.ErrNotFound) || errors.Is(answers.Err(graph.DelegatedGrantsQuery(id)), graph.ErrNotFound))
	}
}

// fillPolicies joins the tenant's policy with the registration's own. One of the
// two alone says neither that something is allowed nor that it is forbidden.
func (o *Observation) fillPolicies(s *setup.Snapshot) {
	made := setup.MadeAt(o.app.Value, o.Began)
	s.OwnPolicy = o.ownPolicy()
	o.fillOwnPolicies(s)
	own := o.ownAudiences
	if s.OwnPolicy.Known && len(s.OwnPolicy.Value) == 0 || !own.Known && own.Why == (setup.Reason{}) {
		own = s.OwnPolicy // there is none, or the beta version was not asked for it
	}
	s.MultiTenant = setup.MultiTenant(o.audiences, own, made)
	def := Required[graph.AppManagementPolicy](o.Answers, graph.DefaultPolicyQuery())
	switch {
	case !def.Known:
		s.Secrets.Why = def.Why
	case !s.OwnPolicy.Known:
		s.Secrets.Why = s.OwnPolicy.Why
	default:
		s.Secrets = setup.Known(setup.PolicyFor(def.Value, s.OwnPolicy.Value, made))
	}
}

// ownPolicy is the policy assigned to the registration. A registration that is
// not there has none; one whose policy is "not found" was not told about.
func (o *Observation) ownPolicy() setup.Part[[]graph.AppManagementPolicy] {
	id, answers := o.P.App.AppID, o.Answers
	switch {
	case o.app.Known && o.app.Value == nil:
		return setup.Known[[]graph.AppManagementPolicy](nil)
	case id == "" && o.app.Value != nil:
		id, answers = o.app.Value.AppID, o.second
	case id == "":
		return setup.Unknown[[]graph.AppManagementPolicy](o.app.Why)
	}
	return Required[[]graph.AppManagementPolicy](answers, graph.AppPolicyQuery(id))
}

// ReadAudiences asks the beta version whether registrations may be
// multi-tenant; version 1.0 does not hold the answer. Beside it go the roles of the
// person's groups and the search for another registration like the chosen one, which
// then cost no round trip.
func (o *Observation) ReadAudiences(ctx context.Context) {
	qs := []graph.Query{graph.BetaDefaultPolicyQuery()}
	own := o.P.App.AppID != ""
	if own {
		qs = append(qs, graph.BetaAppPolicyQuery(o.P.App.AppID))
	}
	roles := graph.BetaTransitiveRolesQuery(o.R.Identity().ObjectID)
	qs = append(qs, roles)
	app := o.R.UnsureOf()
	if app != "" {
		qs = append(qs, graph.BetaWholePrincipalQuery(app))
	}
	a, err := o.Client.Batch(ctx, append(slices.Clone(qs), twinQueries(o.P)...)...)
	if err != nil {
		o.audiences, o.ownAudiences = setup.Unknown[graph.AppManagementPolicy](ReasonOf(err)),
			setup.Unknown[[]graph.AppManagementPolicy](ReasonOf(err))
		o.twins = setup.Unknown[[]graph.Application](ReasonOf(err))
		o.groupRoles = setup.Unknown[[]graph.RoleAssignment](ReasonOf(err))
		return
	}
	o.groupRoles = Required[[]graph.RoleAssignment](a, roles)
	if app != "" {
		o.SignedInWith = Required[graph.ServicePrincipal](a, graph.BetaWholePrincipalQuery(app))
	}
	o.audiences = Required[graph.AppManagementPolicy](a, qs[0])
	if own {
		o.ownAudiences = Required[[]graph.AppManagementPolicy](a, qs[1])
	}
	o.twins = readTwins(a, o.P)
}

// Skew is how far this computer's clock is ahead of the service's.
func Skew(server, local time.Time) setup.Part[time.Duration] {
	if server.IsZero() {
		return setup.Unknown[time.Duration](setup.Reason{Text: "the service named no time"})
	}
	return setup.Known(local.Sub(server))
}

// ReasonOf turns a refusal into the reason of a part.
func ReasonOf(err error) setup.Reason {
	a := advice.Advise(err)
	return setup.Reason{Text: a.Means, Remedy: a.Do, RequestID: a.RequestID}
}
