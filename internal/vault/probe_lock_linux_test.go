package vault

import "testing"

// TestOneWizardAtATimeTriesTheFixedEntry: on the same keyring, and not on
// another's.
func TestOneWizardAtATimeTriesTheFixedEntry(t *testing.T) {
	one, other := "unix:path="+t.TempDir()+"/one", "unix:path="+t.TempDir()+"/other"
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", one)
	over, mine := acquireProbeLock()
	if !mine {
		t.Fatal("nobody has it, and it was refused")
	}
	if _, second := acquireProbeLock(); second {
		t.Error("two have it")
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", other)
	if free, elsewhere := acquireProbeLock(); !elsewhere {
		t.Error("another keyring waits for this one")
	} else {
		free()
	}
	over()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", one)
	if free, again := acquireProbeLock(); !again {
		t.Error("it was not given back")
	} else {
		free()
	}
}
