package tui

import (
	"slices"
	"strings"

	"ssowizard/internal/steps"
)

// found is a finding and the stage in which it is mended; "" for none.
type found struct {
	stage string
	steps.Finding
}

// judgement is a verdict arranged for reading: what is wrong first, in the order
// of the walk, so that the first is the cause; each finding once.
type judgement struct {
	wrong, doubt, notes []found
	left                []steps.StageReport // what a person still has to do with a new secret
	verdict             steps.Verdict
	follows             map[string]string // stage → the stage that its findings follow from
}

// judged arranges the engine's verdict, with what preflight found about the
// account and the tenant's rules.
func judged(d *deps, v steps.Verdict) judgement {
	j := judgement{verdict: v, follows: map[string]string{}}
	seen := map[steps.Finding]string{}
	for _, r := range v.Stages {
		for _, x := range r.Findings() {
			if first, said := seen[x]; said {
				if first != r.Stage.ID {
					j.follows[r.Stage.ID] = first
				}
				continue
			}
			home := r.Stage.ID
			if x.Code == steps.CodeAppDeleted {
				home = "3-8" // its action brings it back
			}
			seen[x] = home
			j.add(found{home, x})
		}
	}
	for _, i := range d.engine.Preflight() {
		for _, x := range i.Findings {
			if _, said := seen[x]; !said {
				seen[x] = i.ID
				j.add(found{preflightStage[i.ID], x})
			}
		}
	}
	j.easeThePerson()
	if d.engine.Profile().Secret.KeyID != "" {
		for _, id := range []string{proofStage, handOverStage} {
			if r := v.Stage(id); !r.Status.Settled() && r.Status != steps.StatusFail {
				j.left = append(j.left, r)
			}
		}
	}
	return j
}

// preflightStage is where something found beforehand matters.
var preflightStage = map[string]string{"account": "1", "role": consentStage, "register": "3-8", "multi-tenant": "3-8", "secrets": secretStage, "keychain": secretStage}

func (j *judgement) add(x found) {
	switch x.Level {
	case steps.LevelFail, steps.LevelWarn:
		j.wrong = append(j.wrong, x)
	case steps.LevelUnknown:
		j.doubt = append(j.doubt, x)
	default:
		j.notes = append(j.notes, x)
	}
}

// easeThePerson makes notes of what is said about the person, where nothing is
// wrong with the setup itself; so does the check without a screen.
func (j *judgement) easeThePerson() {
	var all []steps.Finding
	for _, x := range j.wrong {
		all = append(all, x.Finding)
	}
	if !steps.OnlyThePerson(all) {
		return
	}
	for _, x := range j.wrong {
		x.Level = steps.LevelNote
		j.notes = append(j.notes, x)
	}
	j.wrong = nil
}

// status is a stage's state, as it stands in the list of the walk.
func (j judgement) status(r steps.StageReport) steps.Status {
	if fs := r.Findings(); r.Status == steps.StatusWarn && len(j.wrong) == 0 && steps.OnlyThePerson(fs) {
		return steps.StatusOK
	}
	return r.Status
}

func (j judgement) count(l steps.Level) int {
	n := 0
	for _, x := range j.wrong {
		if x.Level == l {
			n++
		}
	}
	return n
}

// cause is the first thing in the order of the walk that keeps sign-in from
// working: what is built on it cannot work either.
func (j judgement) cause() (found, bool) {
	for _, x := range j.wrong {
		if x.Level == steps.LevelFail {
			return x, true
		}
	}
	return found{}, false
}

// verdictWords is the verdict in one sentence, and the state that it amounts to.
func verdictWords(j judgement) (steps.Status, string) {
	fails, looks := j.count(steps.LevelFail), j.count(steps.LevelWarn)
	switch {
	case fails > 0:
		verb := " keep sign-in from working"
		if fails == 1 {
			verb = " keeps sign-in from working"
		}
		text := count(fails, "thing") + verb
		if looks > 0 {
			text += ", and " + count(looks, "more thing") + " need" + third(looks) + " a look"
		}
		return steps.StatusFail, text + "."
	case len(j.left) > 0:
		var words []string
		for _, r := range j.left {
			words = append(words, spanWords(r.Stage))
		}
		return steps.StatusTodo, "Nothing is wrong in Entra. Still to do with the new secret: " + strings.Join(words, " and ") + "."
	case looks > 0:
		return steps.StatusWarn, "Nothing keeps sign-in from working; " + count(looks, "thing") + " need" + third(looks) + " a look."
	case len(j.doubt) > 0:
		return steps.StatusUnknown, "No problem was found, but " + count(len(j.doubt), "thing") + " could not be checked."
	}
	text := "All that can be read in Entra is as it has to be."
	if slices.ContainsFunc(j.verdict.Stages, func(r steps.StageReport) bool { return r.Status == steps.StatusTodo || r.Status == steps.StatusBlocked }) {
		text += " What cannot be read there is marked ○ or ◌."
	}
	return steps.StatusOK, text
}

func third(n int) string {
	if n == 1 {
		return "s"
	}
	return ""
}

// mendable are the findings that the plan of their stage puts right. The others
// are a person's: a policy, a role, a choice about who may sign in.
var mendable = map[steps.Code]bool{
	steps.CodeAppDeleted: true, steps.CodeAudienceSingleTenant: true, steps.CodeAudienceTooWide: true,
	steps.CodeServicePrincipalMissing: true, steps.CodeServicePrincipalDisabled: true,
	steps.CodeURIMissing: true, steps.CodeURIWrongPlatform: true, steps.CodeURINearMiss: true,
	steps.CodePermissionMissing: true, steps.CodePermissionWrongKind: true, steps.CodeConsentMissing: true,
	steps.CodeSecretMissing: true, steps.CodeSecretExpired: true, steps.CodeSecretExpiring: true, steps.CodeSecretOrphan: true,
}

// repair is one stage whose plan mends something.
type repair struct {
	stage steps.Stage
	texts []string // what it mends
}

// repairsOf lists what can be repaired, in the order in which it has to be done:
// the order of the walk.
func repairsOf(d *deps, j judgement) []repair {
	var out []repair
	for _, r := range j.verdict.Stages {
		if r.Stage.Action == nil {
			continue
		}
		var alike []steps.Finding
		for _, x := range j.wrong {
			if x.stage == r.Stage.ID && mendable[x.Code] && !byRenewal(d, x) {
				alike = append(alike, x.Finding)
			}
		}
		texts := saidTogether(alike)
		if len(texts) > 0 {
			out = append(out, repair{r.Stage, texts})
		}
	}
	return out
}

// saidTogether says findings about one thing each, and those about several
// addresses that share their words once, with how many they are.
func saidTogether(list []steps.Finding) []string {
	var out []string
	said := map[string]bool{}
	for _, x := range list {
		if said[x.Text] {
			continue
		}
		said[x.Text] = true
		n := 0
		for _, other := range list {
			if other.Text == x.Text {
				n++
			}
		}
		if n > 1 && x.Said() != x.Text {
			out = append(out, count(n, "redirect URI")+": "+x.Text)
			continue
		}
		out = append(out, x.Said())
	}
	return out
}

// byRenewal: a secret of this wizard that still works is followed by a new one
// in a renewal, so that nothing stops meanwhile.
func byRenewal(d *deps, x found) bool {
	return x.Code == steps.CodeSecretExpiring && d.engine.Profile().Secret.KeyID == x.Subject
}

func spans(list []repair) string {
	var out []string
	for _, r := range list {
		out = append(out, r.stage.Span())
	}
	return strings.Join(out, ", then ")
}
