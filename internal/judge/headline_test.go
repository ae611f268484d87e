package judge

import (
	"maps"
	"strings"
	"testing"

	"ssowizard/internal/setup"
)

func TestTheHeadlineTellsWhatWasCheckedFromWhatWasSaid(t *testing.T) {
	t.Parallel()
	all := func(st setup.Status, other map[string]setup.Status) Verdict {
		v := Verdict{Snapshot: setup.Snapshot{SignedIn: true}}
		for _, s := range Catalogue() {
			r := PhaseReport{Phase: s, Status: st}
			if o, ok := other[s.ID]; ok {
				r.Status = o
			}
			v.Phases = append(v.Phases, r)
		}
		return v
	}
	persons := map[string]setup.Status{"10-11": setup.StatusConfirmed, "29": setup.StatusConfirmed, "A1-A2": setup.StatusConfirmed, "N1-N2": setup.StatusConfirmed}
	with := func(id string, st setup.Status) map[string]setup.Status {
		out := map[string]setup.Status{id: st}
		maps.Copy(out, persons)
		return out
	}
	for name, c := range map[string]struct {
		v    Verdict
		want setup.Status
		says string
	}{
		"everything seen":    {all(setup.StatusOK, persons), setup.StatusOK, "is set up for Contoso: 10 parts checked, 4 parts by your word."},
		"everything said":    {all(setup.StatusConfirmed, nil), setup.StatusConfirmed, "Nothing was checked."},
		"one said for Entra": {all(setup.StatusOK, with("12-14", setup.StatusConfirmed)), setup.StatusConfirmed, "partly by your word alone"},
		"said, two open":     {all(setup.StatusConfirmed, map[string]setup.Status{"28": setup.StatusBlocked, "29": setup.StatusTodo}), setup.StatusTodo, "Still open: steps 28, 29."},
		"one skipped":        {all(setup.StatusOK, with("21-22", setup.StatusSkipped)), setup.StatusSkipped, "as far as it goes"},
		"one not looked at":  {all(setup.StatusOK, with("21-22", setup.StatusUnknown)), setup.StatusSkipped, "1 part not checked"},
		"said, one left out": {all(setup.StatusConfirmed, map[string]setup.Status{"N1-N2": setup.StatusSkipped}), setup.StatusConfirmed, "Nothing was checked for Contoso"},
		"one found wrong":    {all(setup.StatusOK, with("3-8", setup.StatusFail)), setup.StatusTodo, "Still open: steps 3–8."},
	} {
		st, text := c.v.Headline("Contoso")
		if st != c.want || !strings.Contains(text, c.says) || st != setup.StatusOK && strings.Contains(text, "is set up") {
			t.Errorf("%s: %s, %q", name, st, text)
		}
	}
}
