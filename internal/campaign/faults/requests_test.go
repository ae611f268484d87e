package faults

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"ssowizard/internal/sim"
)

// request is one request of a story, in a form that is the same in every run: its kind, and which of its kind it is.
type request struct {
	kind string // "POST /v1.0/servicePrincipals", or an item of a batch
	n    int    // from 1
	item bool
	root string // "login" or "graph"
	read bool   // changes nothing
}

// graphID is Microsoft Graph's own client id, which tells its service principal from the registration's.
const graphID = "00000003-0000-0000-c000-000000000000"

var forms = []struct {
	is *regexp.Regexp
	as string
}{
	{regexp.MustCompile(graphID), "{graph}"},
	{regexp.MustCompile(`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`), "{id}"},
	{regexp.MustCompile(`uniqueName='[^']*'`), "uniqueName='{unique}'"},
	{regexp.MustCompile(`(appRoleAssignedTo|oauth2PermissionGrants)/[^/?]+`), "$1/{id}"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z`), "{time}"},
}

// kindOf names what a request is for. The hook may read its body.
func kindOf(r *http.Request) (kind string, item bool) {
	path := r.URL.Path
	if f := r.URL.Query().Get("$filter"); f != "" {
		path += "?" + f
	}
	if r.Method == http.MethodPost && strings.HasSuffix(path, "/token") {
		raw, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(raw))
		path += " " + form.Get("grant_type")
	}
	kind = r.Method + " " + formOf(path)
	if item = sim.InBatch(r); item {
		kind = "item " + kind
	}
	return kind, item
}

// formsKnown remembers what was looked at before, which is nearly everything.
var formsKnown sync.Map

func formOf(path string) string {
	if form, ok := formsKnown.Load(path); ok {
		return form.(string)
	}
	form := path
	for _, f := range forms {
		form = f.is.ReplaceAllString(form, f.as)
	}
	formsKnown.Store(path, form)
	return form
}

// counter counts the requests of a run by kind.
type counter struct {
	mu   sync.Mutex
	seen map[string]int
	all  []request
}

func newCounter() *counter { return &counter{seen: map[string]int{}} }

// count takes a request in. It is not ok for those of the person's own browser, and of the portal.
func (c *counter) count(r *http.Request) (q request, ok bool) {
	root := "login"
	switch {
	case strings.HasPrefix(r.URL.Path, "/v1.0/"), strings.HasPrefix(r.URL.Path, "/beta/"):
		root = "graph"
	case strings.HasSuffix(r.URL.Path, "/authorize"):
		return request{}, false
	}
	kind, item := kindOf(r)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[kind]++
	q = request{kind: kind, n: c.seen[kind], item: item, root: root, read: root == "login" || r.Method == http.MethodGet || strings.HasSuffix(r.URL.Path, "/$batch")}
	c.all = append(c.all, q)
	return q, true
}

// requests lists what was counted, in a fixed order.
func (c *counter) requests() []request {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := slices.Clone(c.all)
	slices.SortFunc(out, func(a, b request) int {
		if x := strings.Compare(a.kind, b.kind); x != 0 {
			return x
		}
		return a.n - b.n
	})
	return out
}
