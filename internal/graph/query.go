package graph

import (
	"net/url"
	"strings"
)

// Query is one read that Batch can carry: an address, and what its answer holds.
// It is a plain comparable value; equal queries share one answer.
type Query struct {
	op       string
	path     string // under the version root, escaped, with its query
	beta     bool   // asked of the beta version; a batch is of one version
	eventual bool   // an advanced query, answered from an index that lags
	many     bool   // the answer is a collection; every page is read
	onlyKind string // keep entries with this @odata.type
	onlyApp  string // keep entries with this appId
	refused  string // why this query cannot be asked; nothing is sent for it
}

// Op names the query in words, as "read the registration".
func (q Query) Op() string { return q.op }

func (q Query) call() call {
	return call{op: q.op, method: "GET", path: q.path, beta: q.beta, eventual: q.eventual}
}

// require checks an id that becomes part of an address.
func (q Query) require(what, id string) Query {
	if why := badID(what, id); why != "" {
		q.refused = why
	}
	return q
}

// badID says why an id is invalid. Ids are GUIDs or, for grants, base64url; anything
// else could redirect the request to another object.
func badID(what, id string) string {
	if id == "" {
		return what + " is missing"
	}
	if len(id) > 200 {
		return what + " is too long to be one"
	}
	for _, r := range id {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (r < '0' || r > '9') && r != '-' && r != '_' {
			return what + " has characters that no id has"
		}
	}
	return ""
}

// IsID reports whether a text can be an object id. Nothing else is ever put into a
// request.
func IsID(id string) bool { return badID("", id) == "" }

// option is one OData query option. Its name, with the dollar sign, is sent
// unescaped.
type option struct{ name, value string }

func selectFields(fields string) option { return option{"$select", fields} }

// withOptions appends options to a path. Values are escaped with %20 for the space,
// which every OData server reads.
func withOptions(path string, opts ...option) string {
	for i, o := range opts {
		sep := "&"
		if i == 0 {
			sep = "?"
		}
		path += sep + o.name + "=" + escape(o.value)
	}
	return path
}

func escape(s string) string {
	s = strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
	return strings.ReplaceAll(s, "%2C", ",")
}

// literal writes a string for an OData filter; quotes in it are doubled. Source:
// OData URL conventions, string literals.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// byID addresses one object by its id. The id may come from a file that somebody
// else wrote: it is escaped into one path segment, so that a request never reaches
// another kind of object.
func byID(set, id string) string {
	return "/" + set + "/" + strings.ReplaceAll(url.PathEscape(id), ".", "%2E")
}

// byKey addresses one object by an alternate key, as applications(appId='…').
func byKey(set, key, value string) string {
	return "/" + set + "(" + key + "='" + url.PathEscape(strings.ReplaceAll(value, "'", "''")) + "')"
}
