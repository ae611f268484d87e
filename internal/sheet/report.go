package sheet

import (
	"fmt"
	"strings"
	"time"

	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/undo"
)

// report gathers its lines.
type report struct{ lines []string }

func (s *report) add(format string, args ...any) {
	s.lines = append(s.lines, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

func (s *report) title(text string) {
	s.add("")
	s.add("%s", text)
}

// fact is a line that is left out where nothing is known.
func (s *report) fact(name, value string) {
	if value != "" {
		s.add("  %s: %s", name, value)
	}
}

// Report is the report for people, from the verdict down to the calls.
func Report(d document.Report) []string {
	s := &report{}
	s.add("Report for support, made on %s", instant(d.At))
	if d.Practice {
		s.add("PRACTICE: a simulated tenant. Nothing in this report is real.")
	}
	if r := d.Services; r != nil {
		s.add("NOT MICROSOFT: the environment named other services. Sign-in: %s. Graph: %s.",
			text.Or(r.Login, "Microsoft's own"), text.Or(r.Graph, "Microsoft's own"))
	}
	s.fact("Program", fmt.Sprintf("ssowizard %s on %s/%s, cloud %s", d.Program.Version,
		d.Program.OS, d.Program.Arch, text.Or(d.Program.Cloud, "not named")))
	s.fact("Keychain", keychainWords(d.Keychain))
	s.look(d.Look)
	s.fact("Company", strings.TrimSpace(d.Tenant.Name+" "+inBrackets(d.Tenant.Domain)))
	s.fact("Directory (tenant) ID", d.Tenant.ID)
	s.app(d.App)
	s.title("Verdict: " + Verdict(d.Verdict, d.Reason))
	s.steps(d.Steps)
	s.proof(d.Ladder)
	s.beforehand(d.Beforehand)
	s.uris(d.RedirectURIs)
	s.secrets(d.Secrets, d.At)
	s.said(d.Said)
	s.receipts(d.Receipts)
	s.consent(d.Consent)
	s.unknown(d.Unknown)
	s.calls(d.Calls)
	return s.lines
}

func keychainWords(k document.Keychain) string {
	if k.Answers {
		return k.Name + ", answers"
	}
	return strings.TrimSpace(k.Name + " does not answer: " + text.Or(k.Why, "no reason is known"))
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

func instant(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04:05 UTC") }

func (s *report) look(l document.Look) {
	if l.SignedIn {
		s.fact("Looked at", fmt.Sprintf("%s, signed in as %s; role: %s",
			instant(l.At), l.As, text.Or(l.Role, "not known")))
	} else {
		s.fact("Looked at", fmt.Sprintf("%s, without a sign-in: by what that computer remembers",
			instant(l.At)))
	}
	if e := l.Ended; e != nil {
		said := text.Sentence(e.What) + " " + text.Sentence(e.Means) + " " + text.Sentence(e.Do)
		s.fact("Ended early", strings.Join(strings.Fields(said), " "))
		ids := []string{e.Code, e.RequestID}
		if e.At != nil {
			ids = append(ids, instant(*e.At))
		}
		s.fact("  For support", strings.Join(nonEmpty(ids), ", "))
	}
}

func nonEmpty(list []string) []string {
	var out []string
	for _, x := range list {
		if x != "" {
			out = append(out, x)
		}
	}
	return out
}

func (s *report) app(a document.ReportApp) {
	if a.AppID == "" {
		s.fact("Registration", "none is known")
		return
	}
	by := "not made by the wizard on that computer"
	if a.MadeHere {
		by = "made by the wizard on that computer"
	}
	s.fact("Registration", text.Or(a.Name, "name not known")+", "+by)
	s.fact("Application (client) ID", a.AppID)
	s.fact("Object ID", a.ObjectID)
	s.fact("Service principal", a.ServicePrincipalID)
	s.fact("Account types", a.Audience)
}

func (s *report) steps(list []document.ReportStep) {
	s.title("Step by step")
	for _, x := range list {
		s.add("  Step %-3s %s %s", x.Number, Padded(x.Title, 44), Step(x.Number, x.Status, x.Evidence))
		s.findings(x.Findings)
	}
}

func (s *report) findings(list []document.Finding) {
	for _, x := range list {
		want, got, code := x.Want, x.Got, x.Code
		if code == setup.CodeCouldNotCheck {
			want, got = "", "" // the text says it all
		}
		s.add("    %s (%s): %s", text.Or(Levels[x.Level], string(x.Level)), x.Code,
			setup.ToldOf(code, x.Subject, x.Text))
		for _, l := range [][2]string{{"Wanted", want}, {"There", got}, {"What to do", x.Remedy}} {
			if l[1] != "" {
				s.add("      %s: %s", l[0], l[1])
			}
		}
	}
}

func (s *report) proof(list []document.ReportLink) {
	s.title("The proof, from the bottom up")
	l := judge.ProofChain{}
	for _, r := range list {
		link := judge.ChainLink{Link: setup.Link{ID: r.ID, Title: r.Title, State: r.State,
			Detail: r.Evidence, Took: time.Duration(r.TookMS) * time.Millisecond}, Follows: r.Follows}
		if r.At != nil {
			link.At = *r.At
		}
		l.Links = append(l.Links, link)
	}
	for _, r := range l.Links {
		s.add("  %-32s %s", r.Title, Link(l, r))
	}
}

func (s *report) beforehand(list []document.Item[document.Finding]) {
	if len(list) == 0 {
		return
	}
	s.title("Looked at before any write")
	for _, i := range list {
		s.add("  %s: %s (%s)", i.Title, i.Detail, text.Or(States[i.Status], string(i.Status)))
	}
}

func (s *report) uris(list []document.Row) {
	if len(list) == 0 {
		return
	}
	s.title("Redirect URIs")
	for _, u := range list {
		s.add("  %-16s %-4s %s %s", u.Status, text.Or(u.Platform, "-"), u.URI, inBrackets(u.Differs))
	}
}

func (s *report) secrets(list []document.ReportSecret, at time.Time) {
	if len(list) == 0 {
		return
	}
	s.title("Client secrets (never their values)")
	for _, x := range list {
		s.add("  %s, key id %s", text.Or(x.Name, "unnamed"), x.KeyID)
		s.fact("  Begins with", x.Hint)
		if x.End != nil {
			s.fact("  Ends", Ends(at, *x.End))
		}
		s.fact("  Made by", map[bool]string{true: "the wizard on that computer",
			false: "somebody else, or not known"}[x.MadeHere])
		if x.InEntra != nil {
			s.fact("  In Entra's list", yesNo(*x.InEntra))
		}
		s.fact("  Its value is kept in", x.Keeper)
		if x.Stored != nil {
			s.fact("  Found there", yesNo(*x.Stored))
		}
		if x.Proven != nil {
			s.fact("  Last proven", instant(*x.Proven))
		}
		if x.Copied != nil {
			s.fact("  Copied for the MTP portal", instant(*x.Copied))
		}
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func (s *report) said(list []document.Said) {
	if len(list) == 0 {
		return
	}
	s.title("What a person said")
	for _, x := range list {
		what := "confirmed"
		if x.Skipped {
			what = "skipped"
		}
		text := fmt.Sprintf("  Steps %s %s on %s", x.ID, what, instant(x.At))
		if x.Note != "" {
			text += ", with the note: " + x.Note
		}
		s.add("%s", text)
	}
}

func (s *report) receipts(list []document.ReportReceipt) {
	s.title("Written by the wizard on that computer")
	if len(list) == 0 {
		s.add("  Nothing, as far as it remembers.")
	}
	for _, r := range list {
		s.add("  %d. %s", r.Number, r.Summary)
		s.add("     on %s by %s; %s %s", instant(r.At), text.Or(r.By, "nobody named"),
			text.Or(undo.ObjectLabel(r.Object), "object not named"), r.ObjectID)
		s.fact("   Request", r.RequestID)
		if r.Unattributed {
			s.add("     Begun, and stopped. Whether the wizard or somebody else made it is not known.")
		}
		if r.Undone != nil {
			s.fact("   Taken back", instant(*r.Undone))
		}
	}
}

// consent is what signing in left in the tenant, rights by when they were agreed to.
func (s *report) consent(c *engine.ConsentTold) {
	if c == nil {
		return
	}
	s.title("Consent that signing in left in the tenant")
	s.fact("App", c.App)
	s.fact("Agreed to in this run", strings.Join(c.Rights, ", "))
	s.fact("In this run, or before it", strings.Join(c.Unsure, ", "))
	s.fact("There before", strings.Join(c.Before, ", "))
}

func (s *report) unknown(list []document.Unknown) {
	if len(list) == 0 {
		return
	}
	s.title("Not known")
	for len(list) > 0 {
		first, rest, what := list[0], []document.Unknown(nil), []string{}
		for _, u := range list { // what one reason keeps from being known is said together
			if u.Why == first.Why && u.Remedy == first.Remedy && u.RequestID == first.RequestID {
				what = append(what, u.What)
			} else {
				rest = append(rest, u)
			}
		}
		s.add("  %s: %s", strings.Join(what, ", "), text.Sentence(first.Why))
		s.fact("  What would help", first.Remedy)
		s.fact("  Request", first.RequestID)
		list = rest
	}
}

func (s *report) calls(list []document.Call) {
	s.title("Requests of the run that made the report")
	if len(list) == 0 {
		s.add("  None.")
	}
	for _, c := range list {
		answer := fmt.Sprint(c.Status)
		if c.Status == 0 {
			answer = "no answer: " + text.Or(c.Error, "no reason is known")
		}
		s.add("  %s  %4d ms  %s  %s %s%s", c.At.UTC().Format("15:04:05"), c.TookMS, answer,
			c.Method, c.Host, c.Path)
		s.fact("  Request", c.RequestID)
		for _, i := range c.Items {
			s.add("      %s", i)
		}
	}
}
