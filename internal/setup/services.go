package setup

import (
	"strings"

	"ssowizard/internal/entra"
)

// Services are words about service roots that the environment put in the place of
// Microsoft's. Whoever sets a variable on somebody's computer can have them sign in
// for a stranger, so both fronts and every document name the hosts.
type Services struct{ roots *Roots }

// Roots are the service roots, for documents.
type Roots = entra.Roots

// Services is who is asked in Microsoft's place. In practice nobody is: the
// simulated tenant is named as such.
func (s Snapshot) Services() Services { return Services{s.Roots} }

// Roots are what a document names; nil where Microsoft is asked.
func (s Services) Roots() *Roots {
	if s.roots == nil {
		return nil
	}
	out := *s.roots
	return &out
}

// Foreign tells whether anybody is asked in Microsoft's place.
func (s Services) Foreign() bool { return s.roots != nil }

// Named are the hosts, each with what is asked there. A host of both services stands
// once.
func (s Services) Named() []string {
	if s.roots == nil {
		return nil
	}
	login, graph := s.roots.Hosts()
	var out []string
	switch {
	case login == graph:
		return []string{"sign-in and Graph: " + login}
	case login != "":
		out = append(out, "sign-in: "+login)
	}
	if graph != "" {
		out = append(out, "Graph: "+graph)
	}
	return out
}

// Short is one line for the end of a run, "" where Microsoft was asked.
func (s Services) Short() string {
	if s.roots == nil {
		return ""
	}
	return "Others stand in Microsoft's place, as the environment says (" +
		strings.Join(s.Named(), "; ") + ")."
}

// Warning is for the beginning of a run: who is asked, why, and what to do about it.
func (s Services) Warning() string {
	if s.roots == nil {
		return ""
	}
	var by []string
	if s.roots.Login != "" {
		by = append(by, "SSOWIZARD_LOGIN_URL sends sign-ins to "+s.roots.Login)
	}
	if s.roots.Graph != "" {
		by = append(by, "SSOWIZARD_GRAPH_URL sends requests for Microsoft Graph to "+s.roots.Graph)
	}
	return "This run does not ask Microsoft: " + strings.Join(by, ", and ") +
		". If you did not set this yourself, leave now and take it out of the environment."
}

// BeforeSignIn stands before a code or an address is shown: whoever runs the service
// gets what is entered there, or the sign-in itself.
func (s Services) BeforeSignIn() string {
	if s.roots == nil {
		return ""
	}
	login, graph := s.roots.Hosts()
	if login == "" {
		return "This sign-in is handed to " + graph + ", which is not Microsoft Graph. " +
			"Whoever runs it can act as you. Go on only if you know them."
	}
	return "This sign-in comes from " + login + ", not from Microsoft. " +
		"A code or a password entered for it goes to whoever runs it. Go on only if you know them."
}
