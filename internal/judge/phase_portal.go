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
func portalAccountPhase() []Stage {
	return []Stage{{ID: "10-11", Chapter: "MTP portal", Title: "Account, type and ids",
		Why:   "The MTP portal shows 12 redirect URIs: six are the same for every partner, six hold your subdomain.",
		Steps: []Step{step("10", checkWord("10-11")), step("11", checkPortalURIs)},
		Facts: func(_ setup.Snapshot, p setup.Profile) (string, string) {
			return text.Count(len(p.Wanted.URIs), "redirect URI") + " read from the MTP portal", "12, copied from the tab \"Redirect URIs\""
		}}}
}

// checkWord is the check of what only a person can know.
func checkWord(stage string) func(setup.Snapshot, setup.Profile, As) setup.Report {
	return func(_ setup.Snapshot, p setup.Profile, _ As) setup.Report {
		if w, ok := p.Confirmed[stage]; ok {
			return setup.Report{Status: setup.StatusConfirmed, Evidence: "Confirmed by you on " + text.DayAndTime(w.At) + "."}
		}
		return setup.Report{Status: setup.StatusTodo}
	}
}

// PortalListStep is the number of the step whose evidence is the MTP portal's list, as
// it was given. In a check of a practice tenant examples stand in for it: the step is to
// do then, with evidence that says so.
const PortalListStep = "11"

// PortalList is the subject of what is noticed about the MTP portal's list as a whole.
const PortalList = "the list from the MTP portal"

func checkPortalURIs(s setup.Snapshot, p setup.Profile, as As) setup.Report {
	if len(p.Wanted.URIs) == 0 {
		return setup.Report{Status: setup.StatusTodo}
	}
	var fs []setup.Finding
	for _, pr := range mtp.Judge(p.Wanted.URIs) {
		level := setup.LevelWarn
		if pr.Level == mtp.Fail {
			level = setup.LevelFail
		}
		fs = append(fs, setup.Finding{Code: setup.CodePortalURIsDoubtful, Variant: "judged", Level: level, Subject: PortalList,
			Args: messages.With("got", pr.Code, "why", pr.Text, "do", pr.Remedy)})
	}
	r := holds(text.Count(len(p.Wanted.URIs), "redirect URI")+" given.", fs...)
	if r.Status == setup.StatusOK {
		r.Status = setup.StatusConfirmed
	}
	if _, word := p.Confirmed["10-11"]; as == Checking && s.Practice && !word && r.Status == setup.StatusConfirmed {
		return setup.Report{Status: setup.StatusTodo, Evidence: "In practice, examples stand in for the MTP portal's list; nobody confirmed them."} // nobody's word about the MTP portal
	}
	return r
}

// handOverPhase holds step 29: the secret goes into the MTP portal.
func handOverPhase() []Stage {
	return []Stage{{ID: "29", Chapter: "MTP portal", Title: "Paste it, Save changes",
		Why:   "The MTP portal proves with the secret that it may read your users. Until it is saved there, nothing changes for anybody.",
		Steps: []Step{step("29", checkWord("29"))}, Needs: []need{needSecret},
		Facts: func(_ setup.Snapshot, p setup.Profile) (string, string) {
			if w, ok := p.Confirmed["29"]; ok {
				return "saved in the MTP portal, you said on " + text.Day(w.At), "the secret's value in the field \"Client Secret\", saved"
			}
			return "not confirmed yet", "the secret's value in the field \"Client Secret\", saved"
		}}}
}

// activatePhase holds the two steps that switch single sign-on on for people.
func activatePhase() []Stage {
	return []Stage{{ID: "A1-A2", Chapter: "Activate", Title: "MTP portal users",
		Why:   "Only people who administer phone systems in the MTP portal are switched on here. Users of the web client are set up elsewhere.",
		Steps: []Step{step("A1", checkWord("A1-A2")), step("A2", checkWord("A1-A2"))},
		Facts: func(setup.Snapshot, setup.Profile) (string, string) {
			return "nobody but the MTP portal knows", "the administrators of your phone systems, switched on"
		}}}
}

// pilotPhase holds the first sign-in by a person.
func pilotPhase() []Stage {
	return []Stage{{ID: "S1-S2", Chapter: "Try it", Title: "Sign in with Microsoft",
		Why:   "One person signs in before everybody does. Keep a way in without single sign-on until it worked.",
		Steps: same(checkPilot, "S1", "S2"),
		Facts: func(s setup.Snapshot, _ setup.Profile) (string, string) {
			wanted := "one successful sign-in to the MTP portal"
			if s.Pilot.Known && s.Pilot.Value != nil {
				return pilotWords(s), wanted
			}
			return "no sign-in seen yet", wanted
		}}}
}

func checkPilot(s setup.Snapshot, p setup.Profile, as As) setup.Report {
	if s.Pilot.Known && s.Pilot.Value != nil {
		if s.Pilot.Value.ErrorCode == 0 {
			return holds(pilotWords(s))
		}
		code := fmt.Sprintf("AADSTS%d", s.Pilot.Value.ErrorCode)
		return holds("", setup.Finding{Code: setup.CodePilotFailed, Level: setup.LevelFail, Subject: s.Pilot.Value.UserPrincipalName,
			Args: messages.With("code", code, "why", text.Or(s.Pilot.Value.FailureReason, code),
				"do", explainRemedy(s.Pilot.Value.ErrorCode))})
	}
	return checkWord("S1-S2")(s, p, as)
}

func pilotWords(s setup.Snapshot) string {
	e := s.Pilot.Value
	if e.ErrorCode != 0 {
		return fmt.Sprintf("%s was refused with AADSTS%d at %s", e.UserPrincipalName, e.ErrorCode, e.CreatedDateTime.Local().Format("15:04 MST"))
	}
	return fmt.Sprintf("%s signed in at %s", e.UserPrincipalName, e.CreatedDateTime.Local().Format("15:04 MST"))
}

// nextPhase holds the two links with which the written procedure ends.
func nextPhase() []Stage {
	return []Stage{{ID: "N1-N2", Chapter: "Next", Title: "Bindings, phone systems",
		Why:   "Two things follow, each with a guide of its own: binding users to extensions, and single sign-on for your customers.",
		Steps: []Step{step("N1", checkWord("N1-N2")), step("N2", checkWord("N1-N2"))},
		Facts: func(setup.Snapshot, setup.Profile) (string, string) { return "outside this wizard", "both guides read" }}}
}
