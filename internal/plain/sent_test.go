package plain_test

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"ssowizard/internal/sim"
)

// write is a request that changes something, as it was shown or as it arrived.
type write struct {
	method, path string
	body         any
}

// arriving keeps every write that arrives at Microsoft Graph. One that is sent
// again, because the copy it needs is not there yet, is one.
func (r *room) arriving() *[]write {
	var mu sync.Mutex
	var out []write
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if q.Method == http.MethodGet || !strings.HasPrefix(q.URL.Path, "/v1.0/") && !strings.HasPrefix(q.URL.Path, "/beta/") || strings.HasSuffix(q.URL.Path, "/$batch") {
			return sim.Fault{}
		}
		raw, _ := io.ReadAll(q.Body)
		w := write{q.Method, q.URL.Path, nil}
		_ = json.Unmarshal(raw, &w.body) // an empty one stays nil
		mu.Lock()
		defer mu.Unlock()
		if len(out) == 0 || !reflect.DeepEqual(out[len(out)-1], w) {
			out = append(out, w)
		}
		return sim.Fault{}
	})
	return &out
}

var shownWrite = regexp.MustCompile(`(?m)^  (PATCH|POST|PUT|DELETE) (/.*)\n((?:    .*\n)*)`)

// shownWrites are the requests that stood before a person.
func (r *room) shownWrites() (out []write) {
	for _, m := range shownWrite.FindAllStringSubmatch(r.talk.String(), -1) {
		w := write{m[1], m[2], nil}
		_ = json.Unmarshal([]byte(m[3]), &w.body)
		out = append(out, w)
	}
	return out
}

var notKnownYet = regexp.MustCompile(`\([a-z' ]+\)`)

// asShown tells whether a value that arrived is the one that was shown. What is
// made by a request before it has no name yet when it is shown: "(object id)".
func asShown(shown, sent any) bool {
	switch s := shown.(type) {
	case string:
		got, ok := sent.(string)
		pattern := "^" + notKnownYet.ReplaceAllString(regexp.QuoteMeta(notKnownYet.ReplaceAllString(s, "\x00")), "") + "$"
		return ok && regexp.MustCompile(strings.ReplaceAll(pattern, "\x00", "[^/]+")).MatchString(got)
	case map[string]any:
		got, ok := sent.(map[string]any)
		same := ok && len(got) == len(s)
		for k, v := range s {
			same = same && asShown(v, got[k])
		}
		return same
	case []any:
		got, ok := sent.([]any)
		same := ok && len(got) == len(s)
		for i := 0; same && i < len(s); i++ {
			same = asShown(s[i], got[i])
		}
		return same
	}
	return reflect.DeepEqual(shown, sent)
}

func (r *room) wantSentAsShown(sent []write, atLeast int) {
	r.t.Helper()
	shown := r.shownWrites()
	if len(shown) < atLeast || len(shown) != len(sent) {
		r.t.Fatalf("%d requests were shown and %d arrived:\n%v\n%v", len(shown), len(sent), shown, sent)
	}
	for i, s := range shown {
		if got := sent[i]; s.method != got.method || !asShown(s.path, got.path) || !asShown(s.body, got.body) {
			r.t.Errorf("shown was\n%v\nand what arrived is\n%v", s, got)
		}
	}
}

// looked shows the requests of a plan, and then agrees to it.
func looked() []act { return []act{pick("See the request"), pickAt("/v1.0/", "Yes, write it")} }

// TestWhatIsSentIsWhatWasShown: over a whole setup, and over a repair, each write
// that arrives stood before the person, request for request and value for value,
// and nothing else arrives.
func TestWhatIsSentIsWhatWasShown(t *testing.T) {
	t.Run("setup", func(t *testing.T) {
		r := newRoom(t, "new")
		sent := r.arriving()
		script := append(toThePhases(), pickAt("Step 2 ·", "Make a new registration"), typed("Name of the registration", "Contoso SSO"))
		for _, x := range [][2]string{{"Steps 3–8", "Register it for me"}, {"Steps 12–14", "("}, {"Steps 15–20", "("}, {"Steps 21–22", "Grant it for me"}, {"Steps 23–27", "Make it for me"}} {
			script = append(append(script, pickAt(x[0], x[1])), looked()...)
			if x[0] == "Steps 3–8" {
				script = append(script, pickAt("Steps 10–11", "Paste the 12 redirect URIs"), pick("Paste them here"), pasted(r.sc.PortalURIs, "\n"), pickAt("12 of 12 addresses read", "Yes, type and both ids are entered"))
			}
		}
		if err := r.play(r.config(), append(script, pickAt("Step 28", "Leave"))...); err != nil {
			t.Fatal(err)
		}
		r.wantSentAsShown(*sent, 6)
	})
	t.Run("repair", func(t *testing.T) {
		r := newRoom(t, "two-faults")
		sent := r.arriving()
		c := r.config()
		c.Practice.AppID, c.Domain = judgedApp, "contoso.com"
		in := []act{pickAt("How will you sign in?", "Sign in with a code"), pick("Have the code entered")}
		seen := []act{pick("See the request"), pickAt("/v1.0/", "Yes, write it")}
		script := slices.Concat(in, []act{pick("Repair all"), pick("Begin with"), pickAt("Is this your own company?", "Yes, our own")}, seen, in[1:], seen)
		p := &person{t: t, talk: r.talk, script: script}
		c.In = p
		if err := r.validate(c, false); err != nil || len(p.script) > 0 {
			t.Errorf("ended with %v, %d acts to come", err, len(p.script))
		}
		r.wantSentAsShown(*sent, 3)
	})
}
