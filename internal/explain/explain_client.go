package explain

import (
	"slices"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/setup"
)

// clientNames are the names under which pages show a sign-in client: its own, and an
// older one.
func clientNames(c entra.PublicClient) []string {
	if c.ID == entra.GraphCommandLineTools {
		return []string{c.Name, "Microsoft Graph PowerShell"}
	}
	return []string{c.Name}
}

// clientOf names the sign-in client that a message is about; "" where it is about
// something else. A message about the registration can name the client beside it, so
// the registration's own id decides against the client.
func (r *reading) clientOf(text, ownApp string, others []string) string {
	holds := func(id string) bool {
		return id != "" && slices.ContainsFunc(r.ids, func(x labelled) bool { return setup.SameID(x.id, id) })
	}
	if ownApp != "" && holds(ownApp) {
		return ""
	}
	low := strings.ToLower(text)
	shown := func(name string) bool { return strings.Contains(low, strings.ToLower(name)) }
	for _, c := range entra.ShippedClients() {
		if r.message.AppID != "" && !setup.SameID(r.message.AppID, c.ID) {
			continue
		}
		if holds(c.ID) || slices.ContainsFunc(clientNames(c), shown) {
			return c.Name
		}
	}
	for _, id := range others {
		if id != "" && setup.SameID(r.message.AppID, id) {
			return "the client " + id
		}
	}
	return ""
}

// clientValue says which sign-in client of Microsoft's an id is.
func clientValue(id string) Value {
	for _, c := range entra.ShippedClients() {
		if setup.SameID(id, c.ID) {
			return Value{Kind: ValueWellKnown, Means: c.Name + ", an application with which this wizard " +
				"can sign people in. It is not the MTP portal's registration."}
		}
	}
	return Value{}
}

// clientTopic explains a number that refused the sign-in client.
func clientTopic(t Topic, n int, client string) Topic {
	x, _ := entra.Explain(n)
	if x, about := x.OfClient(client); about {
		t.Cause, t.Remedy = x.Cause, x.Remedy
		return t
	}
	t.Cause = "It is about " + client + ", the program that signs the administrator in, " +
		"and not about the MTP portal's registration."
	t.Remedy = "Sign in again in another way, or give another client with --client-id."
	return t
}

// clientCause says what a message about the sign-in client is about. Nothing in the
// registration is looked at for it.
func clientCause(n int, client string) Cause {
	return Cause{For: aadstsName(n), Truth: TruthHolds, Evidence: "The message names it.",
		Text: "This refusal is about " + client + ", the program that signs you in. " +
			"The MTP portal's registration has no part in it."}
}
