package steps

import (
	"strings"
	"testing"
)

func TestTheHeadlineTellsWhatWasCheckedFromWhatWasSaid(t *testing.T) {
	t.Parallel()
	all := func(st Status, other map[string]Status) Verdict {
		v := Verdict{Snapshot: Snapshot{SignedIn: true}}
		for _, s := range Catalogue() {
			r := StageReport{Stage: s, Status: st}
			if o, ok := other[s.ID]; ok {
				r.Status = o
			}
			v.Stages = append(v.Stages, r)
		}
		return v
	}
	persons := map[string]Status{"10-11": StatusConfirmed, "29": StatusConfirmed, "A1-A2": StatusConfirmed, "N1-N2": StatusConfirmed}
	with := func(id string, st Status) map[string]Status {
		out := map[string]Status{id: st}
		for k, v := range persons {
			out[k] = v
		}
		return out
	}
	for name, c := range map[string]struct {
		v    Verdict
		want Status
		says string
	}{
		"everything seen":    {all(StatusOK, persons), StatusOK, "is set up for Contoso: 10 parts checked, 4 parts by your word."},
		"everything said":    {all(StatusConfirmed, nil), StatusConfirmed, "Nothing was checked."},
		"one said for Entra": {all(StatusOK, with("12-14", StatusConfirmed)), StatusConfirmed, "partly by your word alone"},
		"said, two open":     {all(StatusConfirmed, map[string]Status{"28": StatusBlocked, "29": StatusTodo}), StatusTodo, "Still open: steps 28, 29."},
		"one skipped":        {all(StatusOK, with("21-22", StatusSkipped)), StatusSkipped, "as far as it goes"},
		"one not looked at":  {all(StatusOK, with("21-22", StatusUnknown)), StatusSkipped, "1 part not checked"},
		"said, one left out": {all(StatusConfirmed, map[string]Status{"N1-N2": StatusSkipped}), StatusConfirmed, "Nothing was checked for Contoso"},
		"one found wrong":    {all(StatusOK, with("3-8", StatusFail)), StatusTodo, "Still open: steps 3–8."},
	} {
		st, text := c.v.Headline("Contoso")
		if st != c.want || !strings.Contains(text, c.says) || st != StatusOK && strings.Contains(text, "is set up") {
			t.Errorf("%s: %s, %q", name, st, text)
		}
	}
}
