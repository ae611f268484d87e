package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// leavings is what a run leaves behind in the tenant, the keychain and the state
// folder, as lines in which ids, times, addresses and random words are blotted
// out: what is left of two runs can be compared.
type leavings []string

var blots = []struct {
	what *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`), "ID"},
	{regexp.MustCompile(`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z`), "TIME"},
	{regexp.MustCompile(`(bvoip MTP portal, )\d{4}-\d{2}-\d{2} [0-9a-f]{6}`), "${1}DAY RANDOM"},
	{regexp.MustCompile(`ssowizard-[0-9a-f]{20}`), "ssowizard-RANDOM"},
	{regexp.MustCompile(`hint = .*`), "hint = CHARACTERS"},
	{regexp.MustCompile(`\b[A-Za-z0-9_-]{43}\b`), "ID"}, // of a grant
}

func blot(s string) string {
	for _, b := range blots {
		s = b.what.ReplaceAllString(s, b.with)
	}
	return s
}

// lines writes a value down, one property to a line, with its path; a receipt is
// one line.
func lines(into *leavings, path string, v any) {
	switch x := v.(type) {
	case map[string]any:
		if path == "profile.receipts[]" {
			raw, _ := json.Marshal(x) // it came from JSON
			*into = append(*into, blot(fmt.Sprintf("receipt %v: %s", x["summary"], raw)))
			return
		}
		for _, k := range slices.Sorted(maps.Keys(x)) {
			lines(into, path+"."+k, x[k])
		}
	case []any:
		for _, e := range x {
			lines(into, path+"[]", e)
		}
	default:
		*into = append(*into, blot(fmt.Sprintf("%s = %v", path, x)))
	}
}

func (o *leavings) add(t *testing.T, name string, v any) {
	t.Helper()
	raw, err := json.Marshal(v)
	var plain any
	if err == nil {
		err = json.Unmarshal(raw, &plain)
	}
	must.Do(t, err)
	lines(o, name, plain)
}

// outcome reads what the runs so far have left, and takes the keychain's entries
// out for the next victim. Wrong is what no run may leave, however it went.
func (v *victim) outcome() (o leavings, wrong []string) {
	v.t.Helper()
	v.srv.Quiet()
	st, kept := v.srv.State(), entries(v.t, v.bus, true)
	st.Policies, st.SignIns = nil, nil
	values := st.Secrets
	st.Secrets = map[string]string{}
	o.add(v.t, "tenant", st)
	for key, value := range values {
		if _, was := v.srv.Scenario().Secrets[key]; was {
			continue
		}
		o = append(o, "secret")
		if got := kept[keptAs(st, v.srv.Scenario().Tenant.ID, key)]; got != value {
			wrong = append(wrong, "the keychain does not have the value of the secret "+key)
		}
	}
	for account := range kept {
		o = append(o, "keychain "+blot(account))
	}
	err := filepath.Walk(v.settings(), func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(v.home, path)
		o = append(o, fmt.Sprintf("file %s %v", blot(name), info.Mode()))
		if !strings.HasSuffix(path, ".json") {
			return nil
		}
		raw, err := os.ReadFile(path)
		var profile any
		if err == nil {
			err = json.Unmarshal(raw, &profile)
		}
		if err != nil {
			wrong = append(wrong, err.Error())
		}
		if p, ok := profile.(map[string]any); ok {
			delete(p, "looked") // how far things were at the last look: a later run looks at more
		}
		lines(&o, "profile", profile)
		return nil
	})
	must.Do(v.t, err)
	slices.Sort(o)
	return o, wrong
}

// against lists what is there more (+) and less (-) than in the undisturbed run.
func (o leavings) against(undisturbed leavings) (differs []string) {
	count := map[string]int{}
	for _, l := range o {
		count[l]++
	}
	for _, l := range undisturbed {
		count[l]--
	}
	for _, l := range slices.Sorted(maps.Keys(count)) {
		switch n := count[l]; {
		case n > 0:
			differs = append(differs, fmt.Sprintf("+ %s (%d)", l, n))
		case n < 0:
			differs = append(differs, fmt.Sprintf("- %s (%d)", l, -n))
		}
	}
	return differs
}

// keptAs is the name under which the keychain has a secret of the tenant.
func keptAs(st sim.State, tenant, key string) string {
	for _, app := range st.Applications {
		list, _ := app["passwordCredentials"].([]any)
		for _, c := range list {
			if c, _ := c.(map[string]any); c["keyId"] == key {
				return fmt.Sprintf("%s/%v/%s", tenant, app["appId"], key)
			}
		}
	}
	return "nowhere"
}
