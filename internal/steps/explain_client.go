package steps

import (
	"slices"
	"strings"

	"ssowizard/internal/entra"
)

// signInClients are the programs of Microsoft's with which administrators are signed
// in, here and in the tools beside this one, by application id and by the names that
// pages show.
var signInClients = []struct {
	id    string
	names []string
}{
	{entra.GraphCommandLineTools, []string{"Microsoft Graph Command Line Tools", "Microsoft Graph PowerShell"}},
	{"04b07795-8ddb-461a-bbee-02f9e1bf7b46", []string{"Microsoft Azure CLI"}},
	{"1950a258-227b-4e31-a9cf-717495945fc2", []string{"Microsoft Azure PowerShell"}},
}

// clientOf names the sign-in client that a message is about; "" where it is about
// something else. A message about the registration can name the client beside it, so
// the registration's own id decides against the client.
func (r *reading) clientOf(text, ownApp string, others []string) string {
	holds := func(id string) bool {
		return id != "" && slices.ContainsFunc(r.ids, func(x labelled) bool { return sameID(x.id, id) })
	}
	if ownApp != "" && holds(ownApp) {
		return ""
	}
	low := strings.ToLower(text)
	for _, c := range signInClients {
		if r.message.AppID != "" && !sameID(r.message.AppID, c.id) {
			continue
		}
		if holds(c.id) || slices.ContainsFunc(c.names, func(n string) bool { return strings.Contains(low, strings.ToLower(n)) }) {
			return c.names[0]
		}
	}
	for _, id := range others {
		if id != "" && sameID(r.message.AppID, id) {
			return "the client " + id
		}
	}
	return ""
}

// clientTopic explains a number that refused the sign-in client.
func clientTopic(t Topic, n int, client string) Topic {
	x, _ := entra.Explain(n)
	if x.Client.Remedy != "" {
		t.Cause, t.Remedy = x.Client.Cause, x.Client.Remedy
		return t
	}
	t.Cause = "It is about " + client + ", the program that signs the administrator in, and not about the MTP portal's registration."
	t.Remedy = "Sign in again in another way, or give another client with --client-id."
	return t
}

// clientCause says what a message about the sign-in client is about. Nothing in the
// registration is looked at for it.
func clientCause(n int, client string) Cause {
	return Cause{For: aadstsName(n), Truth: TruthHolds, Evidence: "The message names it.",
		Text: "This refusal is about " + client + ", the program that signs you in. The MTP portal's registration has no part in it."}
}
