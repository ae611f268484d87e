package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/campaign"
	"ssowizard/internal/testmetrics"
)

// TestKilledWhileServersDisagree kills the real process at each of its effects in a
// tenant whose servers show a write 5 to 30 seconds late, each read by another one.
// The next run begins at once, while some servers know nothing of what the first one
// did. Nothing is made twice; of the secrets that are alive one at the most is this
// program's, and its value is kept, or its name is told. A run after every server
// shows everything makes it whole.
func TestKilledWhileServersDisagree(t *testing.T) {
	rings := manyRings(t, campaign.AtLeast(atOnce, 4))
	setup := theJobs()[0]
	setup.most = 30 * time.Second
	all := append(setup.undisturbed(t, rings), place{killedSecret, 1})
	places := append(campaign.Some(every(3, all[:len(all)-1]), 3), all[len(all)-1])
	var mu sync.Mutex
	reached, unfinished := 0, 0
	var wait sync.WaitGroup
	for _, p := range places {
		bus := <-rings
		wait.Go(func() {
			defer func() { rings <- bus }()
			f, ended := setup.behind(t, bus, p)
			mu.Lock()
			defer mu.Unlock()
			for _, w := range f.wrong {
				t.Errorf("%s %d: %s", p.where, p.n, w)
			}
			if f.reached {
				reached++
			}
			if ended != exitGood {
				unfinished++
			}
		})
	}
	wait.Wait()
	if reached < len(places)*9/10 { // how often something is asked for differs from run to run
		t.Errorf("only %d of %d places were reached", reached, len(places))
	}
	testmetrics.Record(t, "killed %d times while servers were behind by up to %v: nothing made twice, no secret lost; %d of the runs that followed at once asked to be run again", reached, setup.most, unfinished)
}

// behind kills the job at a place, runs it again at once, and tells how that ended;
// and runs it once more when every server shows everything.
func (k *killing) behind(t *testing.T, bus string, p place) (f fate, ended int) {
	v, n := k.victim(t, bus), 0
	f = fate{place: p}
	code, _ := v.watched(v.decision(p, &n), k.args(v)...)
	v.srv.SetFault(nil)
	f.first(v, code, n)
	v.srv.Quiet()
	ended, _ = v.run(k.args(v)...)
	v.srv.Quiet()
	f.wrong = append(f.wrong, v.twice()...)
	f.wrong = append(f.wrong, v.lostSecrets()...)
	if ended == exitFailure || ended == -1 {
		f.wrong = append(f.wrong, fmt.Sprintf("the next run ended with %d:\n%s", ended, v.talk))
	}
	v.clock.pass(time.Hour)
	if code, _ := v.run(k.args(v)...); code != exitGood {
		f.wrong = append(f.wrong, fmt.Sprintf("the last run ended with %d:\n%s", code, v.talk))
	}
	f.wrong = append(f.wrong, v.twice()...)
	if secrets := len(v.srv.State().Secrets) - len(v.srv.Scenario().Secrets); secrets != 1 {
		f.wrong = append(f.wrong, fmt.Sprintf("%d secrets are alive at the end", secrets))
	}
	_, wrong := v.outcome()
	f.wrong = append(f.wrong, wrong...)
	return f, ended
}

// twice lists what there is more than one of that no run had found.
func (v *victim) twice() (wrong []string) {
	st, before := v.srv.State(), v.srv.Scenario()
	for what, n := range map[string]int{
		"registrations": len(st.Applications) - len(before.Applications), "service principals": len(st.ServicePrincipals) - len(before.ServicePrincipals),
		"grants": len(st.Grants) - len(before.AppRoleAssignments), "delegated grants": len(st.DelegatedGrants) - len(before.DelegatedGrants),
		"secrets": len(st.Secrets) - len(before.Secrets), "deleted ones": len(st.Deleted) - len(before.Deleted) + 1,
	} {
		if n > 1 {
			wrong = append(wrong, fmt.Sprintf("%d %s were made", n, what))
		}
	}
	return wrong
}

// lostSecrets lists the secrets that are alive, whose value nobody kept, and whose name
// neither what the last run said nor what is remembered tells.
func (v *victim) lostSecrets() (wrong []string) {
	v.t.Helper()
	st, kept, told := v.srv.State(), entries(v.t, v.bus, false), v.talk+v.files()
	for _, app := range st.Applications {
		list, _ := app["passwordCredentials"].([]any)
		for _, c := range list {
			m, _ := c.(map[string]any)
			id, name := fmt.Sprint(m["keyId"]), fmt.Sprint(m["displayName"])
			if _, was := v.srv.Scenario().Secrets[id]; was || kept[keptAs(st, v.srv.Scenario().Tenant.ID, id)] == st.Secrets[id] || strings.Contains(told, name) {
				continue
			}
			wrong = append(wrong, fmt.Sprintf("the secret %q is alive, and nobody has it or knows of it:\n%s", name, v.talk))
		}
	}
	return wrong
}
