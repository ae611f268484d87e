package main

import (
	"slices"
	"testing"

	"ssowizard/internal/campaign"
)

// atOnce is how many programs run beside each other: they wait most of the time.
const atOnce = 12

// The sample stops the setup alone: killed at so many places, and in so many in
// each other way.
const sampledKills, sampledWays = 6, 1

// theJobs are what is stopped everywhere: the whole setup, the repair of a
// registration with two faults, and the renewal of a secret about to end. named
// are the sentences that explain what a stopped one leaves differently.
func theJobs() []*killing {
	of := func(command string) func(*victim) []string {
		return func(v *victim) []string {
			return []string{command, "--plain", "--no-input", "--yes", "--tenant", "contoso.com", "--app-id", held(v.srv.Scenario()), "--redirect-uris", v.uris}
		}
	}
	named := []naming{
		{"Took back the secret of an interrupted run", "receipt Took back the secret of an interrupted run"},
		{"Took up the secret of the interrupted run", "receipt Took up the secret of the interrupted run"},
		{"Took up the secret of the interrupted run", "receipt Made a client secret"},
	}
	return []*killing{
		{command: "setup", tenant: "new", args: (*victim).setup, named: named},
		{command: "repair", tenant: "two-faults", args: of("setup"), named: named},
		{command: "renewal", tenant: "secret-ending", args: of("renew"), named: named},
	}
}

// TestStoppedAnywhere stops the real process before and after each effect that it
// has on the world: each write to the disk, each message to a real keyring, each
// request, when it arrives and when its answer is on the way. It is killed with
// SIGKILL, or told to end, and then says in its last line where things stand and
// how to go on; or the disk is full from there on. The next run has to make it
// whole.
func TestStoppedAnywhere(t *testing.T) {
	rings := manyRings(t, campaign.AtLeast(atOnce, 4))
	jobs := theJobs()
	if !campaign.Whole {
		jobs = jobs[:1]
	}
	for _, k := range jobs {
		places := k.undisturbed(t, rings)
		if k.command != "setup" {
			k.everywhere(t, rings, "killed with SIGKILL", every(3, places))
			continue
		}
		k.everywhere(t, rings, "killed with SIGKILL", campaign.Some(places, sampledKills))
		effects := slices.DeleteFunc(places, func(p place) bool { return p.where != killedBefore })
		effects = effects[:len(effects)-3] // at the last ones the run is over before it hears of it
		for i := range effects {
			effects[i].where = signalled
		}
		k.everywhere(t, rings, "told to end by SIGINT, SIGTERM or SIGHUP", campaign.Some(every(2, effects), sampledWays))
		var writes []place
		for i := range k.writes {
			writes = append(writes, place{diskFull, i + 1})
		}
		k.everywhere(t, rings, "met by a full disk", campaign.Some(every(2, writes), sampledWays))
	}
}

// every keeps one of n places, so that the rest of the tests have their time too.
func every(n int, places []place) []place {
	var some []place
	for i := n - 1; i < len(places); i += n {
		some = append(some, places[i])
	}
	return some
}
