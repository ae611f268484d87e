package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/plain/many"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// The list that is checked, and how many of it at the same time; 8 is what the
// program does unless told otherwise.
const (
	listParallel = 8
	validateGoal = 2
)

var listSizes = []int{10, 50, 200}

// validation counts what a check of one setup asks of Graph one after the
// other, from the sign-in on, with the trial of its secret.
func validation(ctx context.Context, t *table) error {
	g, err := newRig("good", countLatency)
	if err != nil {
		return err
	}
	defer g.srv.Close()
	p, err := g.rememberedSetup(ctx)
	if err != nil {
		return err
	}
	if err := g.store.Save(p); err != nil {
		return err
	}
	var said strings.Builder
	if err := plain.Validate(ctx, g.checking(&said), false); err != nil {
		return errors.Join(err, errors.New(said.String()))
	}
	if proof := g.eng.Snapshot().Proof; !proof.Known || !proof.Value.Good {
		return errors.New("the secret was not tried")
	}
	all := g.log.Calls()
	some, err := g.toGraph(all)
	if err != nil {
		return err
	}
	t.judged("Graph round trips, validate of one setup", float64(chain(some)), validateGoal, trips)
	t.plain("  the same with the sign-in service's", trips(float64(chain(all))))
	return searching(ctx, t)
}

// searching counts the same where nobody named the registration, and it has to be
// found by the partner's own redirect URIs.
func searching(ctx context.Context, t *table) error {
	g, err := newRig("search", countLatency)
	if err != nil {
		return err
	}
	defer g.srv.Close()
	var said strings.Builder
	var problems *outcome.Stopped
	if err := plain.Validate(ctx, g.checking(&said), false); !errors.As(err, &problems) ||
		g.eng.Profile().App.AppID == "" {
		return errors.Join(err, errors.New("the registration was not found:\n"+said.String()))
	}
	some, err := g.toGraph(g.log.Calls())
	if err != nil {
		return err
	}
	t.judged("Graph round trips, validate of one that is searched for", float64(chain(some)), validateGoal,
		trips)
	return nil
}

// checking is a check without a person, as the program runs it for machines.
func (g *rig) checking(said io.Writer) plain.Config {
	return plain.Config{Session: g.eng, In: strings.NewReader(""), Out: io.Discard, Talk: said,
		NoInput: true, JSON: true,
		Practice: &engine.Practice{Domain: g.domain(), URIs: g.sc.PortalURIs,
			Approve: func(code string) error { return g.srv.ApproveDevice(code, "") }}}
}

// rememberedSetup is the practice tenant's setup as the computer would remember
// it that had made it: ids in a profile, the secret in the keychain.
func (g *rig) rememberedSetup(ctx context.Context) (setup.Profile, error) {
	for key, value := range g.srv.State().Secrets {
		app := ownerOf(g.srv.State(), key)
		if app == "" {
			continue
		}
		k := vault.Key{TenantID: g.sc.Tenant.ID, AppID: app, KeyID: key}
		p := setup.Profile{Version: 1, Name: g.sc.Tenant.ID, Own: true,
			Tenant: setup.ProfileTenant{ID: g.sc.Tenant.ID, Domain: g.domain()},
			App:    setup.ProfileApp{AppID: app, Adopted: true}, Wanted: setup.Wanted{URIs: g.sc.PortalURIs},
			Secret: setup.ProfileSecret{KeyID: key, Keeper: g.keychain.Name(),
				End: time.Now().AddDate(1, 0, 0)}}
		return p, g.keychain.Put(ctx, k, secret.New(value))
	}
	return setup.Profile{}, errors.New("the practice tenant holds no secret to remember")
}

func ownerOf(st sim.State, key string) string {
	for _, app := range st.Applications {
		if strings.Contains(fmt.Sprint(app["passwordCredentials"]), key) {
			id, _ := app["appId"].(string)
			return id
		}
	}
	return ""
}

// lists times checks of many setups without a sign-in.
func lists(ctx context.Context, t *table) error {
	g, err := newRig("good", timeLatency)
	if err != nil {
		return err
	}
	defer g.srv.Close()
	p, err := g.rememberedSetup(ctx)
	if err != nil {
		return err
	}
	for _, n := range listSizes {
		calls := wire.NewLog()
		took, err := g.checkList(ctx, p, n, calls)
		if err != nil {
			return err
		}
		t.plain(fmt.Sprintf("validate --list of %d setups at %s an answer, %d at a time", n, timeLatency,
			listParallel), milliseconds(took))
		t.plain("  the same for each setup, and its calls", fmt.Sprintf("%s, %.1f",
			milliseconds(took/time.Duration(n)), float64(len(calls.Calls()))/float64(n)))
	}
	return nil
}

func (g *rig) checkList(ctx context.Context, p setup.Profile, n int, calls *wire.Log) (time.Duration, error) {
	setups := make([]many.Setup, n)
	for i := range setups {
		setups[i] = many.Setup{Tenant: g.domain(), AppID: p.App.AppID, URIs: g.sc.PortalURIs, Profile: &p}
	}
	g.log = calls
	client := wire.NewClient(wire.ClientOptions{Log: calls})
	var said strings.Builder
	began := time.Now()
	err := many.Validate(ctx, g.checking(&said), many.Run{Setups: setups, Parallel: listParallel,
		Quiet:  true,
		Engine: func(s profile.Store) (*engine.Session, error) { return g.engine(client, s) }})
	if err != nil {
		return 0, errors.Join(err, errors.New(said.String()))
	}
	return time.Since(began), nil
}
