package steps

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// look reads once: one $batch, and beside it the one policy that only the beta
// version holds, the secret's own proof and the sign-in log. A part that could not
// be read carries its reason. The error is that of Observe.
func (r *Runner) look(ctx context.Context) (setup.Snapshot, error) {
	client, err := r.graphClient()
	if err != nil {
		return r.Snapshot(), err
	}
	_, p := r.both()
	o := &observation{r: r, client: client, p: p, ours: madeHere(p), graph: r.offers(), began: r.Now(), after: r.answered()}
	var beside sync.WaitGroup
	for _, f := range []func(context.Context){o.readAudiences, o.readStored, o.readPilot} {
		beside.Go(func() { f(ctx) })
	}
	err = o.readBatch(ctx)
	o.took.Directory = r.Now().Sub(o.began)
	beside.Wait()
	if err != nil {
		return r.Snapshot(), r.remember(err)
	}
	if !o.graph.Known {
		o.graph = required[graph.ServicePrincipal](o.answers, graph.MicrosoftGraphQuery())
	}
	return r.settle(o)
}

// offers is what Microsoft Graph was seen to offer in this session. No look asks
// for it again: nothing in a tenant changes it.
func (r *Runner) offers() setup.Part[graph.ServicePrincipal] {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.offered
}

// settle makes the snapshot of what was read and keeps it.
func (r *Runner) settle(o *observation) (setup.Snapshot, error) {
	r.mu.Lock()
	if o.proof != nil {
		r.proof, r.proofOf = *o.proof, o.p.Secret.KeyID
	}
	if o.pilot != nil {
		r.pilot, r.pilotOf, r.took.Pilot = *o.pilot, *o.p.PilotFrom, o.took.Pilot
	}
	r.stored, r.storedOf, r.took.Directory = o.stored, o.p.Secret.KeyID, o.took.Directory
	if r.client == o.client { // nobody has signed in to another tenant meanwhile
		r.offered = o.graph
	}
	s := r.blank()
	r.dateConsent(o.signedInWith, skew(o.answers.Date(), r.Now()))
	r.mu.Unlock()
	o.fill(&s)
	if s.Behind = unsettle(&s, o.p, r.Now()); o.split {
		s.Behind = text.Or(s.Behind, "the service principal")
	}
	if s.App.Known && s.App.Value == nil && s.Deleted.Value == nil && o.p.JustMade(r.Now()) {
		s.Behind = "the registration"
		mark(&s, doubtApp, setup.Reason{Text: "the registration was made a moment ago, and Entra has not copied it to all its servers yet", Remedy: "Wait a few minutes and read again."})
	}
	err := r.update(func(p *setup.Profile) {
		if o.held != nil {
			p.TakeUpDeleted(*o.held)
		}
		if app := s.App.Value; app != nil {
			p.App.AppID, p.App.ObjectID, p.App.Name = app.AppID, app.ID, app.DisplayName
		}
		if s.Organization.Known && s.Organization.Value.DisplayName != "" {
			p.Tenant.Name = s.Organization.Value.DisplayName
		}
		if c, ok := p.MadeByHand(s); ok {
			p.Secret.End = c.EndDateTime
		}
		if c, ok := setup.PasswordOf(s, p.Secret.KeyID); ok {
			p.Secret.End, p.Secret.Hint, p.Secret.Name = c.EndDateTime, c.Hint, c.DisplayName
		}
		settleBegun(p, s, r.Now())
		settleTaking(p, s, r.Now())
		p.SettleNames(s, o.began)
		p.Looked = &setup.Looked{At: s.At.UTC(), Settled: judge.Judge(s, *p, judge.Walking).Settled()}
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = &seen{read: s, appID: o.about(), began: o.began, writes: o.after}
	return s, err
}

// about is the application id of the registration that the look is about; "" where
// none was chosen or found.
func (o *observation) about() string {
	switch {
	case o.held != nil:
		return o.held.AppID
	case o.app.Value != nil:
		return o.app.Value.AppID
	}
	return o.p.App.AppID
}

// observation collects the parts of one snapshot while they come in.
type observation struct {
	r      *Runner
	client *graph.Client
	p      setup.Profile
	ours   bool // this program made what others may have added to
	began  time.Time
	after  int // the writes that were answered before; they are in it

	answers      graph.Answers
	graph        setup.Part[graph.ServicePrincipal] // known: read already
	app          setup.Part[*graph.Application]
	audiences    setup.Part[graph.AppManagementPolicy]
	ownAudiences setup.Part[[]graph.AppManagementPolicy] // the registration's own policy, as the beta version tells it
	groupRoles   setup.Part[[]graph.RoleAssignment]      // those of the person's groups too
	twins        setup.Part[[]graph.Application]         // as they were found, the chosen one among them
	signedInWith setup.Part[graph.ServicePrincipal]      // the application of the sign-in, where it is open since when the tenant has it
	stored       setup.Part[bool]
	took         setup.Took
	proof        *setup.Part[setup.Proof]
	pilot        *setup.Part[*graph.SignIn]
	second       graph.Answers      // by ids that only the first batch could tell
	split        bool               // one server shows the service principal, and another knows of none to tell its grants
	lost         bool               // the service principal was looked for in the recycle bin; second holds it
	held         *graph.Application // deleted, and it has the unique name of the one to be made
	targets      graph.Answers      // of the registration's own policy, where they were asked for
	asked        bool
}

// queries are the reads of the one batch. They are values, so that fill asks
// the answers for the same ones.
func (o *observation) queries() []graph.Query {
	qs := []graph.Query{graph.OrganizationQuery(), graph.DirectoryRolesQuery(), graph.RoleEligibilityQuery(), graph.RoleAssignmentsQuery(o.r.Identity().ObjectID),
		graph.DefaultPolicyQuery(), graph.AuthorizationPolicyQuery()}
	if !o.graph.Known {
		qs = append(qs, graph.MicrosoftGraphQuery())
	}
	a := o.p.App
	switch {
	case a.AppID != "":
		qs = append(qs, graph.ApplicationQuery(a.AppID), graph.ServicePrincipalQuery(a.AppID), graph.GrantsQuery(a.AppID), graph.DelegatedGrantsQuery(a.AppID),
			graph.DeletedApplicationsQuery(a.AppID), graph.AppPolicyQuery(a.AppID))
		if !o.ours {
			qs = append(qs, graph.OwnersQuery(a.AppID)) // among the additions otherwise
		}
		return append(append(qs, additionQueries(o.p, o.ours)...), policyQueries(o.p)...)
	case a.UniqueName != "":
		qs = append(qs, graph.ApplicationByUniqueNameQuery(a.UniqueName))
	}
	return append(qs, o.candidateQueries()...)
}

func (o *observation) readBatch(ctx context.Context) error {
	var err error
	asked := o.queries()
	if o.answers, err = o.client.Batch(ctx, asked...); err != nil {
		return err
	}
	for _, q := range asked {
		if err := sessionError(o.answers.Err(q)); err != nil {
			return err
		}
	}
	o.app = o.readApp()
	if o.p.App.AppID == "" && o.app.Value != nil {
		// Found by its unique name after an interrupted run: its parts are read by
		// the id that is known only now.
		id := o.app.Value.AppID
		o.second, err = o.client.Batch(ctx, graph.ServicePrincipalQuery(id), graph.GrantsQuery(id), graph.DelegatedGrantsQuery(id), graph.AppPolicyQuery(id))
		return err
	}
	if err := o.readTargets(ctx); err != nil {
		return err
	}
	return o.readDeleted(ctx)
}

// sessionError picks out the refusals that a new sign-in would mend.
func sessionError(err error) error {
	if errors.Is(err, graph.ErrExpiredToken) || errors.Is(err, graph.ErrClaims) || errors.Is(err, entra.ErrSessionExpired) {
		return err
	}
	return nil
}

func (o *observation) readApp() setup.Part[*graph.Application] {
	a := o.p.App
	switch {
	case a.AppID != "":
		return optional[graph.Application](o.answers, graph.ApplicationQuery(a.AppID))
	case a.UniqueName != "":
		return optional[graph.Application](o.answers, graph.ApplicationByUniqueNameQuery(a.UniqueName))
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
		return setup.Unknown[*T](reasonOf(err))
	}
	return setup.Known(&v)
}

// required reads something that is always there, or says why it cannot.
func required[T any](a graph.Answers, q graph.Query) setup.Part[T] {
	v, err := graph.Decode[T](a, q)
	if err != nil {
		return setup.Unknown[T](reasonOf(err))
	}
	return setup.Known(v)
}

// fill puts all parts into the snapshot.
func (o *observation) fill(s *setup.Snapshot) {
	orgs := required[[]graph.Organization](o.answers, graph.OrganizationQuery())
	if orgs.Known && len(orgs.Value) == 1 {
		s.Organization = setup.Known(orgs.Value[0])
	} else {
		s.Organization.Why = orgs.Why
	}
	s.App, s.Stored, s.Graph = o.app, o.stored, o.graph
	s.Skew = skew(o.answers.Date(), o.r.Now())
	o.fillPolicies(s)
	s.Role = roleState(o.answers, o.groupRoles, s.Identity)
	s.MayRegister = mayRegister(o.answers, s.Role)
	o.fillObjects(s)
	o.fillDeleted(s)
	o.fillAdditions(s)
	if id := o.p.App.AppID; id != "" {
		s.Owners = required[[]graph.Owner](o.answers, graph.OwnersQuery(id))
	}
	s.Candidates, s.Bin = o.candidates(), o.binned()
	s.Twins = twinsOf(o.twins, s.OrDeleted().App.Value, o.p)
}

func (o *observation) fillObjects(s *setup.Snapshot) {
	id, answers := o.p.App.AppID, o.answers
	if id == "" && o.app.Value != nil {
		id, answers = o.app.Value.AppID, o.second
	}
	if id == "" {
		s.Principal, s.Grants = setup.Known[*graph.ServicePrincipal](nil), setup.Known[[]graph.AppRoleAssignment](nil)
		s.Delegated = setup.Known[[]graph.DelegatedGrant](nil)
		return
	}
	s.Principal = optional[graph.ServicePrincipal](answers, graph.ServicePrincipalQuery(id))
	if s.Principal.Known && s.Principal.Value == nil {
		s.Grants, s.Delegated = setup.Known[[]graph.AppRoleAssignment](nil), setup.Known[[]graph.DelegatedGrant](nil)
	} else {
		s.Delegated = required[[]graph.DelegatedGrant](answers, graph.DelegatedGrantsQuery(id))
		s.Grants = required[[]graph.AppRoleAssignment](answers, graph.GrantsQuery(id))
		o.split = s.Principal.Value != nil && (errors.Is(answers.Err(graph.GrantsQuery(id)), graph.ErrNotFound) || errors.Is(answers.Err(graph.DelegatedGrantsQuery(id)), graph.ErrNotFound))
	}
}

// fillPolicies joins the tenant's policy with the registration's own. One of the
// two alone says neither that something is allowed nor that it is forbidden.
func (o *observation) fillPolicies(s *setup.Snapshot) {
	made := setup.MadeAt(o.app.Value, o.began)
	s.OwnPolicy = o.ownPolicy()
	o.fillOwnPolicies(s)
	own := o.ownAudiences
	if s.OwnPolicy.Known && len(s.OwnPolicy.Value) == 0 || !own.Known && own.Why == (setup.Reason{}) {
		own = s.OwnPolicy // there is none, or the beta version was not asked for it
	}
	s.MultiTenant = setup.MultiTenant(o.audiences, own, made)
	def := required[graph.AppManagementPolicy](o.answers, graph.DefaultPolicyQuery())
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
func (o *observation) ownPolicy() setup.Part[[]graph.AppManagementPolicy] {
	id, answers := o.p.App.AppID, o.answers
	switch {
	case o.app.Known && o.app.Value == nil:
		return setup.Known[[]graph.AppManagementPolicy](nil)
	case id == "" && o.app.Value != nil:
		id, answers = o.app.Value.AppID, o.second
	case id == "":
		return setup.Unknown[[]graph.AppManagementPolicy](o.app.Why)
	}
	return required[[]graph.AppManagementPolicy](answers, graph.AppPolicyQuery(id))
}

// readAudiences asks the beta version whether registrations may be
// multi-tenant; version 1.0 does not hold the answer. Beside it go the roles of the
// person's groups and the search for another registration like the chosen one, which
// then cost no round trip.
func (o *observation) readAudiences(ctx context.Context) {
	qs := []graph.Query{graph.BetaDefaultPolicyQuery()}
	own := o.p.App.AppID != ""
	if own {
		qs = append(qs, graph.BetaAppPolicyQuery(o.p.App.AppID))
	}
	roles := graph.BetaTransitiveRolesQuery(o.r.Identity().ObjectID)
	qs = append(qs, roles)
	app := o.r.unsureOf()
	if app != "" {
		qs = append(qs, graph.BetaWholePrincipalQuery(app))
	}
	a, err := o.client.Batch(ctx, append(slices.Clone(qs), twinQueries(o.p)...)...)
	if err != nil {
		o.audiences, o.ownAudiences = setup.Unknown[graph.AppManagementPolicy](reasonOf(err)), setup.Unknown[[]graph.AppManagementPolicy](reasonOf(err))
		o.twins = setup.Unknown[[]graph.Application](reasonOf(err))
		o.groupRoles = setup.Unknown[[]graph.RoleAssignment](reasonOf(err))
		return
	}
	o.groupRoles = required[[]graph.RoleAssignment](a, roles)
	if app != "" {
		o.signedInWith = required[graph.ServicePrincipal](a, graph.BetaWholePrincipalQuery(app))
	}
	o.audiences = required[graph.AppManagementPolicy](a, qs[0])
	if own {
		o.ownAudiences = required[[]graph.AppManagementPolicy](a, qs[1])
	}
	o.twins = readTwins(a, o.p)
}

// skew is how far this computer's clock is ahead of the service's.
func skew(server, local time.Time) setup.Part[time.Duration] {
	if server.IsZero() {
		return setup.Unknown[time.Duration](setup.Reason{Text: "the service named no time"})
	}
	return setup.Known(local.Sub(server))
}

// reasonOf turns a refusal into the reason of a part.
func reasonOf(err error) setup.Reason {
	a := Advise(err)
	return setup.Reason{Text: a.Means, Remedy: a.Do, RequestID: a.RequestID}
}
