package main

import (
	"slices"
	"testing"
)

// atOnce is how many programs run beside each other: they wait most of the time.
const atOnce = 12

// theSetup is the whole setup, and the sentences that explain what a stopped one
// leaves differently.
func theSetup() *killing {
	return &killing{job: "setup", tenant: "new", args: (*victim).setup, named: []naming{
		{"Took back the secret of an interrupted run", "receipt Took back the secret of an interrupted run"},
		{"Took up the secret of the interrupted run", "receipt Took up the secret of the interrupted run"},
		{"Took up the secret of the interrupted run", "receipt Made a client secret"},
	}}
}

// TestKilledAnywhere kills the real process with SIGKILL before and after each
// effect that it has on the world: each write to the disk, each message to a real
// keyring, each request, when it arrives and when its answer is on the way. The
// next run has to make it whole.
func TestKilledAnywhere(t *testing.T) {
	notShort(t)
	rings, k := manyRings(t, atOnce), theSetup()
	k.everywhere(t, rings, "killed with SIGKILL", k.undisturbed(t, rings))
}

// TestToldToEndAnywhere sends SIGINT, SIGTERM and SIGHUP in turn at the same
// places: the last line says where things stand and how to go on.
func TestToldToEndAnywhere(t *testing.T) {
	notShort(t)
	rings, k := manyRings(t, atOnce), theSetup()
	places := slices.DeleteFunc(k.undisturbed(t, rings), func(p place) bool { return p.where != killedBefore })
	for i := range places {
		places[i].where = signalled
	}
	k.everywhere(t, rings, "told to end by SIGINT, SIGTERM or SIGHUP", places)
}

// TestDiskFullAtAnyWrite lets the disk be full from each write of the profile on.
func TestDiskFullAtAnyWrite(t *testing.T) {
	notShort(t)
	rings, k := manyRings(t, atOnce), theSetup()
	k.undisturbed(t, rings)
	var places []place
	for i := range k.writes {
		places = append(places, place{diskFull, i + 1})
	}
	k.everywhere(t, rings, "met by a full disk", places)
}

func notShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it runs the program hundreds of times")
	}
}
