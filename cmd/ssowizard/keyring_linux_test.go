package main

import (
	"testing"

	"github.com/godbus/dbus/v5"

	"ssowizard/internal/must"
)

// entries lists what the wizard keeps in the keyring, values by account, and
// takes everything out where it is asked to.
func entries(t *testing.T, address string, empty bool) map[string]string {
	t.Helper()
	bus, err := dbus.Connect(address)
	must.Do(t, err)
	defer func() { _ = bus.Close() }()
	const name, secrets = "org.freedesktop.secrets", "org.freedesktop.Secret."
	must := func(err error) {
		t.Helper()
		must.Do(t, err)
	}
	service := bus.Object(name, "/org/freedesktop/secrets")
	var nothing dbus.Variant
	var session dbus.ObjectPath
	must(service.Call(secrets+"Service.OpenSession", 0, "plain", dbus.MakeVariant("")).Store(&nothing, &session))
	var open, locked []dbus.ObjectPath
	must(service.Call(secrets+"Service.SearchItems", 0, map[string]string{"service": "ssowizard"}).Store(&open, &locked))
	held := map[string]string{}
	for _, path := range append(open, locked...) {
		item := bus.Object(name, path)
		attributes, err := item.GetProperty(secrets + "Item.Attributes")
		must(err)
		var value struct {
			Session             dbus.ObjectPath
			Parameters, Content []byte
			Type                string
		}
		must(item.Call(secrets+"Item.GetSecret", 0, session).Store(&value))
		held[attributes.Value().(map[string]string)["username"]] = string(value.Content)
		if empty {
			must(item.Call(secrets+"Item.Delete", 0).Err)
		}
	}
	return held
}
