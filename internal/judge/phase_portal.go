package judge

import (
	"fmt"

	"ssowizard/internal/messages"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// portalAccountPhase holds steps 10 and 11, which happen in the MTP portal:
// the ids go in, the 12 redirect URIs come out.
func portalAccountPhase() []Phase {
	return []Phase{{ID: "10-11", Chapter: "MTP portal", Title: "Account, type and ids",
		Why: "The MTP portal shows 12 redirect URIs: six are the same for every partner, " +
			"six hold your subdomain.",
		Steps:  []Step{step("10", byWord("10-11", "")), step("11", portalURIsState)},
		Wanted: always("12, copied from the tab \"Redirect URIs\"")}}
}

// byWord is the look at what only a person can know.
func byWord(phase, now string) look {
	return func(_ setup.Snapshot, p setup.Profile, _ As) State {
		out := State{Report: setup.Report{Status: setup.StatusTodo}, Now: now}
		if w, ok := p.Confirmed[phase]; ok {
			out.Status, out.Evidence = setup.StatusConfirmed, "Confirmed by you on "+text.DayAndTime(w.At)+"."
		}
		return out
	}
}

// PortalListStep is the number of the step whose evidence is the MTP portal's list, as
// it was given. In a check of a practice tenant examples stand in for it: the step is to
// do then, with evidence that says so.
const PortalListStep = "11"

// PortalList is the subject of what is noticed about the MTP portal's list as a whole.
const PortalList = "the list from the MTP portal"

func portalURIsState(s setup.Snapshot, p setup.Profile, as As) State {
	given := text.Count(len(p.Wanted.URIs), "redirect URI")
	out := State{Report: setup.Report{Status: setup.StatusTodo}, Now: given + " read from the MTP portal"}
	if len(p.Wanted.URIs) == 0 {
		return out
	}
	var fs []setup.Finding
	for _, pr := range mtp.Judge(p.Wanted.URIs) {
		level := setup.LevelWarn
		if pr.Level == mtp.Fail {
			level = setup.LevelFail
		}
		fs = append(fs, setup.Finding{Code: setup.CodePortalURIsDoubtful, Variant: "judged", Level: level,
			Subject: PortalList, Args: messages.With("got", pr.Code, "why", pr.Text, "do", pr.Remedy)})
	}
	if out.Report = holds(given+" given.", fs...); out.Status == setup.StatusOK {
		out.Status = setup.StatusConfirmed
	}
	if _, word := p.Confirmed["10-11"]; as.Checks() && s.Practice && !word &&
		out.Status == setup.StatusConfirmed {
		out.Report = setup.Report{Status: setup.StatusTodo, // nobody's word about the MTP portal
			Evidence: "In practice, examples stand in for the MTP portal's list; nobody confirmed them."}
	}
	return out
}

// handOverPhase holds step 29: the secret goes into the MTP portal.
func handOverPhase() []Phase {
	return []Phase{{ID: "29", Chapter: "MTP portal", Title: "Paste it, Save changes",
		Why: "The MTP portal proves with the secret that it may read your users. " +
			"Until it is saved there, nothing changes for anybody.",
		Needs:  []need{needSecret},
		Wanted: always("the secret's value in the field \"Client Secret\", saved"),
		Steps: []Step{step("29", func(s setup.Snapshot, p setup.Profile, as As) State {
			out := byWord("29", "not confirmed yet")(s, p, as)
			if w, ok := p.Confirmed["29"]; ok {
				out.Now = "saved in the MTP portal, you said on " + text.Day(w.At)
			}
			return out
		})}}}
}

// Confirmable tells whether a person's word about a phase can be taken. Before there is a
// secret, here, in Entra or by a person's word, nobody can have entered it in the MTP portal.
func Confirmable(s setup.Snapshot, p setup.Profile, phase string) bool {
	return phase != "29" || needSecret.Met(s, p) || len(appOf(s).PasswordCredentials) > 0
}

// activatePhase holds the two steps that switch single sign-on on for people.
func activatePhase() []Phase {
	return []Phase{{ID: "A1-A2", Chapter: "Activate", Title: "MTP portal users",
		Why: "Only people who administer phone systems in the MTP portal are switched on here. " +
			"Users of the web client are set up elsewhere.",
		Steps:  same(byWord("A1-A2", "nobody but the MTP portal knows"), "A1", "A2"),
		Wanted: always("the administrators of your phone systems, switched on")}}
}

// pilotPhase holds the first sign-in by a person.
func pilotPhase() []Phase {
	return []Phase{{ID: "S1-S2", Chapter: "Try it", Title: "Sign in with Microsoft",
		Why: "One person signs in before everybody does. Keep a way in without single sign-on " +
			"until it worked.",
		Steps: same(pilotState, "S1", "S2"), Wanted: always("one successful sign-in to the MTP portal")}}
}

func pilotState(s setup.Snapshot, p setup.Profile, as As) State {
	out := byWord("S1-S2", "no sign-in seen yet")(s, p, as)
	out.Link, out.Detail = setup.LinkTodo, "nobody signed in yet, as far as is known here"
	if w, said := p.Confirmed["S1-S2"]; said {
		out.Link, out.Detail = setup.LinkUnknown, "confirmed by a person on "+text.Day(w.At)+
			", not seen in Entra's log"
	}
	e := s.Pilot.Value
	if !s.Pilot.Known || e == nil {
		return out
	}
	if out.Now = pilotWords(s); e.ErrorCode == 0 {
		return State{holds(out.Now), out.Now, setup.LinkOK, "Entra's log shows " + e.UserPrincipalName}
	}
	code := fmt.Sprintf("AADSTS%d", e.ErrorCode)
	args := messages.With("code", code, "why", text.Or(e.FailureReason, code), "do",
		explainRemedy(e.ErrorCode))
	out.Report = holds("", setup.Finding{Code: setup.CodePilotFailed, Level: setup.LevelFail,
		Subject: e.UserPrincipalName, Args: args})
	return out
}

func pilotWords(s setup.Snapshot) string {
	e := s.Pilot.Value
	if e.ErrorCode != 0 {
		return fmt.Sprintf("%s was refused with AADSTS%d at %s", e.UserPrincipalName, e.ErrorCode,
			e.CreatedDateTime.Local().Format("15:04 MST"))
	}
	return fmt.Sprintf("%s signed in at %s", e.UserPrincipalName,
		e.CreatedDateTime.Local().Format("15:04 MST"))
}

// nextPhase holds the two links with which the written procedure ends.
func nextPhase() []Phase {
	return []Phase{{ID: "N1-N2", Chapter: "Next", Title: "Bindings, phone systems",
		Why: "Two things follow, each with a guide of its own: binding users to extensions, " +
			"and single sign-on for your customers.",
		Steps: same(byWord("N1-N2", "outside this wizard"), "N1", "N2"), Wanted: always("both guides read")}}
}
