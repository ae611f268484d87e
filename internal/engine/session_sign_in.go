package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// SignInFor says what the next sign-in is for. Plans that need more than it asks
// for are refused until StepUp. The session in hand stays until then.
func (r *Session) SignInFor(p change.Purpose) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p != change.ForName {
		r.task, r.more = p, nil
	}
	r.purpose = p
}

// SignInAgain makes the next sign-in ask for what the task needs, after one for
// the name.
func (r *Session) SignInAgain() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.purpose = r.task
}

// taskScopes are the rights that the task asks for, also while a sign-in for the
// name is under way.
func (r *Session) taskScopes() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.scopesOf(r.task)
}

// StepUp makes the next sign-in ask for these rights as well. A session whose
// rights were settled by Microsoft has them already.
func (r *Session) StepUp(scopes []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.more = change.With(r.more, scopes...)
	if r.session != nil && r.signedInWith.Preauthorized {
		r.asked = change.With(r.asked, r.more...)
	}
}

// May tells whether the session in hand was asked for with the rights that the
// plan needs. What its token carries besides does not count: nobody agreed to
// that here.
func (r *Session) May(plan change.Plan) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session != nil &&
		!slices.ContainsFunc(plan.Scopes(), func(s string) bool { return !slices.Contains(r.asked, s) })
}

// MayWrite tells whether the session in hand was asked for with any right to
// write.
func (r *Session) MayWrite() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session != nil && slices.ContainsFunc(r.asked, change.Writes)
}

// Scopes are the rights the next sign-in asks for.
func (r *Session) Scopes() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.scopes()
}

func (r *Session) scopes() []string { return r.scopesOf(r.purpose) }

func (r *Session) scopesOf(purpose change.Purpose) []string {
	base := slices.Clone(change.ScopesFor[purpose])
	switch {
	case purpose == change.ForName:
		return base
	case r.setsUpFirst(purpose):
		base = slices.Clone(change.ScopesFor[change.ForSetup])
	case purpose == change.ForUndo:
		base = undo.ToUndo(r.profile)
	}
	return change.With(base, r.more...)
}

// setsUpFirst tells whether practice has to set everything up before the task, as
// if it had been weeks ago.
func (r *Session) setsUpFirst(purpose change.Purpose) bool {
	bare := r.cfg.Practice && r.profile.App.AppID == "" && len(r.profile.Receipts) == 0
	return bare && (purpose == change.ForUndo || purpose == change.ForRenewal && r.cfg.Holds == "")
}

// Resolve turns a company's domain or tenant id into its tenant, and takes up
// the profile of that tenant if this computer has one.
func (r *Session) Resolve(ctx context.Context, domain string) (entra.Tenant, error) {
	if mtp.HoldsSecret(domain) { // neither sent nor repeated
		return entra.Tenant{}, &entra.BadDomain{Asked: "(not shown)",
			Why: "it looks like the value of a client secret"}
	}
	began := r.Now()
	t, err := r.signIn().Discover(ctx, domain)
	found := r.Now().Sub(began)
	if err != nil {
		return entra.Tenant{}, err
	}
	r.mu.Lock()
	named, current := r.profile.Name, r.profile.Tenant.ID
	r.mu.Unlock()
	if current != "" && current != t.ID {
		named = "" // another company: another profile
	}
	if named == "" {
		named = t.ID
	}
	if err := r.take(named); err != nil && !errors.Is(err, profile.ErrNoProfile) {
		return entra.Tenant{}, err
	}
	r.mu.Lock()
	if r.session != nil && r.session.Identity().TenantID != t.ID {
		r.carry(nil, nil)
	}
	r.tenant, r.took = t, setup.Took{Tenant: found}
	other := r.profile.Tenant.ID
	r.mu.Unlock()
	if other != "" && other != t.ID {
		return entra.Tenant{}, &profile.Error{Path: named, Why: "it belongs to another tenant",
			Do: "Name another profile with --profile, or leave that out."}
	}
	err = r.Update(func(p *setup.Profile) {
		p.Name, p.Tenant.ID = named, t.ID
		if n := r.cfg.SecretMonths; n != 0 {
			p.Wanted.SecretMonths = n
		}
		if t.Asked != t.ID { // the domain in what was typed, which may be a whole address
			p.Tenant.Domain = t.Asked
		}
	})
	return t, err
}

// UseProfile takes up a profile by name; ErrNoProfile starts one under it.
func (r *Session) UseProfile(name string) error {
	if err := profile.CheckProfile(name); err != nil {
		return err
	}
	err := r.take(name)
	if errors.Is(err, profile.ErrNoProfile) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.profile = setup.Profile{Version: setup.ProfileVersion, Name: name}
		return nil
	}
	return err
}

// take holds a profile, so that no other program changes it meanwhile, and
// reads it.
func (r *Session) take(name string) error {
	r.filing.Lock()
	defer r.filing.Unlock()
	if err := r.Hold(name); err != nil {
		return err
	}
	p, err := r.cfg.Store.Load(name)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if early := r.profile.App; r.profile.Tenant.ID == "" && early.AppID != "" && early.AppID != p.App.AppID {
		// Chosen before the tenant was known: a person's choice goes before a memory.
		p.Leave()
		p.App, p.Wanted.New = early, false
	}
	r.profile = p
	return nil
}

func (r *Session) request() (entra.Request, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tenant.ID == "" {
		return entra.Request{}, advice.ErrNoTenant
	}
	r.askedAt(r.cfg.Entra.Public().ID)
	return entra.Request{TenantID: r.tenant.ID, Scopes: r.scopes(), Claims: r.claims}, nil
}

// SignInDevice asks for a device code.
func (r *Session) SignInDevice(ctx context.Context) (*entra.DeviceCode, error) {
	q, err := r.request()
	if err != nil {
		return nil, err
	}
	c, err := r.signIn().StartDevice(ctx, q)
	return c, r.remember(err)
}

// AwaitDevice waits until the code was entered and takes the session up.
func (r *Session) AwaitDevice(ctx context.Context, c *entra.DeviceCode, note func(entra.DeviceNote)) error {
	s, err := r.signIn().AwaitDevice(ctx, c, note)
	if err != nil {
		return r.remember(err)
	}
	return r.accept(ctx, s)
}

// SignInBrowser opens the loopback listener and makes the address to open.
func (r *Session) SignInBrowser(ctx context.Context) (*entra.Browser, error) {
	q, err := r.request()
	if err != nil {
		return nil, err
	}
	return r.signIn().StartBrowser(ctx, q)
}

// AwaitBrowser waits for the browser, or for the pasted address.
func (r *Session) AwaitBrowser(ctx context.Context, b *entra.Browser) error {
	s, err := b.Wait(ctx)
	if err != nil {
		return r.remember(err)
	}
	return r.accept(ctx, s)
}

// accept takes a session only if it is of the tenant that was asked for.
func (r *Session) accept(ctx context.Context, s *entra.Session) error {
	r.mu.Lock()
	want, purpose := r.tenant.ID, r.purpose
	r.mu.Unlock()
	if err := entra.CheckTenant(s.Identity(), want); err != nil {
		return err
	}
	r.noteConsent(s, r.Scopes())
	if purpose == change.ForName {
		return r.stand(ctx, s)
	}
	client, err := r.cfg.NewGraph(s.Token, func(n graph.RetryNote) {
		r.tell(change.Note{Text: retryWords(n), Waiting: true, Try: n.Try,
			Usual: max(30*time.Second, n.Wait)})
	})
	if err != nil {
		return err
	}
	client.SetReplicationWait(r.Patience())
	client.SetVanishedCheck(r.GoneUnder)
	r.mu.Lock()
	r.carry(s, client)
	r.claims, r.asked, r.signedInWith = "", r.scopes(), r.cfg.Entra.Public()
	r.mu.Unlock()
	return nil
}

// carry takes a session up, or drops the one in hand, and with it what was read
// once for it. The caller has the lock.
func (r *Session) carry(s *entra.Session, c *graph.Client) {
	r.session, r.client, r.offered = s, c, setup.Part[graph.ServicePrincipal]{}
	if s == nil {
		r.seen = nil
	}
}

// retryWords says why the client is waiting inside a request.
func retryWords(n graph.RetryNote) string {
	switch {
	case errors.Is(n.Cause, graph.ErrNotReplicated):
		return "Entra has not copied the new object to all its servers yet. Trying again"
	case errors.Is(n.Cause, graph.ErrThrottled):
		return fmt.Sprintf("Microsoft Graph is busy and asked to wait. Trying again in %d seconds",
			int(n.Wait.Round(time.Second)/time.Second))
	}
	return "Microsoft Graph did not answer properly. Trying again"
}

// remember keeps a claims challenge for the next sign-in and passes the error on.
func (r *Session) remember(err error) error {
	var claims string
	var se *entra.SignInError
	var ge *graph.Error
	switch {
	case errors.As(err, &se):
		claims, se.Client = se.Claims, r.SignInClientName()
	case errors.As(err, &ge):
		claims = ge.Claims
	}
	if claims != "" {
		r.mu.Lock()
		r.claims = claims
		r.mu.Unlock()
	}
	return err
}

// SignOut forgets the session. The token dies with it.
func (r *Session) SignOut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.carry(nil, nil)
}

// SignedIn tells whether there is a session.
func (r *Session) SignedIn() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session != nil
}

// Identity is who is signed in; zero for nobody.
func (r *Session) Identity() entra.Identity {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.session == nil {
		return entra.Identity{}
	}
	return r.session.Identity()
}

// SignInClientName is the app name that Microsoft will show.
func (r *Session) SignInClientName() string { return r.Client().Name }

// Client is the application that the next sign-in is made with.
func (r *Session) Client() entra.PublicClient {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cfg.Entra.Public()
}

// UseClient makes the next sign-in with another application. The session in hand
// stays until then.
func (r *Session) UseClient(c entra.PublicClient) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cfg.Entra = r.cfg.Entra.As(c)
}

// signIn is the client for the sign-in service.
func (r *Session) signIn() *entra.Client {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cfg.Entra
}

// UseAzureCLI makes the next sign-in with the application whose rights Microsoft has
// settled for every company.
func (r *Session) UseAzureCLI() { r.UseClient(entra.AzureCLI()) }
