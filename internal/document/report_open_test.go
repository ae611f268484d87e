package document_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"

	"ssowizard/internal/document"
)

// shaped has the shape of a client secret and is none.
const shaped = "abC8Q~d3fGh1jKlMnOpQrStUvWxYz0123456789A"

func sample() document.Report {
	return document.Report{Schema: document.ReportSchema, At: time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC), Verdict: "ok",
		Steps: []document.ReportStep{{Step: document.Step{Number: "1", ID: "1", Title: "Open the Entra admin center", Status: "ok"}, Findings: []document.Finding{}}}}
}

func raw(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWhatIsNoReportIsRefusedInWords(t *testing.T) {
	for _, c := range []struct{ name, in, said string }{
		{"nothing", " \n", "It is empty."},
		{"words", "Report for support, made on", "can be read as it is"},
		{"a list", "[]", "not the form"},
		{"broken off", `{"schema":"ssowizard/report/1","at":`, "breaks off"},
		{"more behind it", `{"schema":"ssowizard/report/1"} {}`, "damaged"},
		{"another program's", `{"schema":"x"}`, "not a report of ssowizard"},
		{"no schema", `{}`, "not a report of ssowizard"},
		{"a schema that is a number", `{"schema":1}`, "not a report of ssowizard"},
		{"a check", `{"schema":"ssowizard/validate/1"}`, "the document of ssowizard validate"},
		{"a newer one", `{"schema":"ssowizard/report/2\u001b[31m"}`, "form 2[31m"},
		{"a wrong kind", `{"schema":"ssowizard/report/1","steps":{"a":1}}`, `"steps" holds something else`},
		{"no time", `{"schema":"ssowizard/report/1","at":"yesterday"}`, "no time"},
		{"deep", `{"schema":"ssowizard/report/1","x":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "}", "damaged"},
		{"long", `{"schema":"ssowizard/report/1","x":"` + strings.Repeat("x", 1<<20) + `"}`, "longer than 1 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := document.OpenReport(strings.NewReader(c.in))
			var refused *document.RefusedError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.said) || refused.Do == "" {
				t.Errorf("said %v, want %q", err, c.said)
			}
		})
	}
}

func TestUnknownFieldsAreLeftOutAndNamed(t *testing.T) {
	in := `{"schema":"ssowizard/report/1","at":"2026-11-22T23:00:00Z","weather":"fine","app":{"appId":"a","colour\u001b":1},
		"steps":[{"number":"1","mood":{"deep":[1]}},{"number":"2","mood":1}],"password":"` + shaped + `"}`
	d, left, err := document.OpenReport(strings.NewReader(in))
	if err != nil || d.App.AppID != "a" || len(d.Steps) != 2 {
		t.Fatalf("%v, %+v", err, d)
	}
	for _, w := range []string{"weather", "app.colour", "steps[].mood", "password"} {
		if n := strings.Count(" "+strings.Join(left, " ")+" ", " "+w+" "); n != 1 {
			t.Errorf("%q is named %d times in %q", w, n, left)
		}
	}
	if strings.Contains(string(raw(t, d)), shaped) {
		t.Error("an unknown field came through")
	}
}

func TestWhatSteersATerminalOrIsASecretDoesNotComeThrough(t *testing.T) {
	d := sample()
	d.Tenant.Name = "Evil\x1b]0;x\x07\u202egnp\nVerdict: ok"
	d.Said = []document.Said{{ID: "29", Note: "the value is \"" + shaped + "\", keep it"}}
	d.Unknown = []document.Unknown{{What: "Bearer eyJ" + strings.Repeat("a.b", 20)}}
	d.Secrets = []document.ReportSecret{{SecretName: document.SecretName{KeyID: "k", Hint: shaped}}}
	for range 1500 {
		d.Calls = append(d.Calls, document.Call{Method: "GET", Path: strings.Repeat("x", 900)})
	}
	if _, _, err := document.OpenReport(bytes.NewReader(raw(t, d))); err == nil {
		t.Fatal("1500 long calls are more than is read")
	}
	d.Calls = d.Calls[:10]
	got, left, err := document.OpenReport(bytes.NewReader(raw(t, d)))
	if err != nil || len(left) > 0 {
		t.Fatal(err, left)
	}
	all := string(raw(t, got))
	if strings.Contains(all, shaped) || strings.Contains(all, "eyJ") {
		t.Errorf("a secret came through: %s", all)
	}
	if !strings.Contains(got.Said[0].Note, "keep it") || got.Secrets[0].Hint != "abC" && !strings.HasPrefix(got.Secrets[0].Hint, "[") {
		t.Errorf("the rest did not: %+v %+v", got.Said, got.Secrets)
	}
	everyText(reflect.ValueOf(got), func(s string) {
		if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) || len([]rune(s)) > 600 {
			t.Errorf("%q is not fit for a terminal", s)
		}
	})
}

func TestLongListsAreCut(t *testing.T) {
	in := `{"schema":"ssowizard/report/1","calls":[` + strings.TrimSuffix(strings.Repeat("{},", 5000), ",") + `]}`
	d, _, err := document.OpenReport(strings.NewReader(in))
	if err != nil || len(d.Calls) != 1000 || d.Steps == nil {
		t.Errorf("%v, %d calls, steps %v", err, len(d.Calls), d.Steps)
	}
}

// TestWhatPowerShellWritesIsOpened: its ">" makes UTF-16 with a mark before it.
func TestWhatPowerShellWritesIsOpened(t *testing.T) {
	text := string(raw(t, sample()))
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		b := order.AppendUint16(nil, 0xFEFF)
		for _, u := range utf16.Encode([]rune(text)) {
			b = order.AppendUint16(b, u)
		}
		if d, _, err := document.OpenReport(bytes.NewReader(b)); err != nil || len(d.Steps) != 1 {
			t.Errorf("%v: %v", order, err)
		}
	}
	if _, _, err := document.OpenReport(strings.NewReader("\ufeff" + text)); err != nil {
		t.Error(err)
	}
}

func everyText(v reflect.Value, f func(string)) {
	switch v.Kind() {
	case reflect.String:
		f(v.String())
	case reflect.Slice:
		for i := range v.Len() {
			everyText(v.Index(i), f)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			everyText(v.Elem(), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				everyText(v.Field(i), f)
			}
		}
	default:
	}
}

// FuzzOpen holds an opened report to what a terminal may see, and to opening
// again as it was.
func FuzzOpen(f *testing.F) {
	b, err := json.Marshal(sample())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"schema":"ssowizard/report/1","SAID":[{"note":"` + shaped + `"}]}`))
	f.Add([]byte(fmt.Sprintf(`{"schema":"ssowizard/report/1","tenant":{"name":%q}}`, "\x1b[2J\u202e")))
	f.Fuzz(func(t *testing.T, in []byte) {
		d, left, err := document.OpenReport(bytes.NewReader(in))
		if err != nil {
			var refused *document.RefusedError
			if !errors.As(err, &refused) || refused.Why == "" || refused.Do == "" || strings.ContainsFunc(err.Error(), func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("refused with %q", err)
			}
			return
		}
		if strings.ContainsFunc(strings.Join(left, ""), func(r rune) bool { return !unicode.IsPrint(r) }) || len(left) > 20 {
			t.Errorf("left out %q", left)
		}
		everyText(reflect.ValueOf(d), func(s string) {
			if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("%q steers a terminal", s)
			}
		})
		again, left, err := document.OpenReport(bytes.NewReader(raw(t, d)))
		if err != nil || len(left) > 0 || !reflect.DeepEqual(again, d) {
			t.Errorf("it does not open again as it was: %v %v", err, left)
		}
	})
}
