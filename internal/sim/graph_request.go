package sim

import (
	"cmp"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// maxGraphBody is how much of a request body is read, in bytes.
const maxGraphBody = 4 << 20

// segment is one part of a path: a name, an id, or the key that stood in brackets behind a name.
type segment struct {
	keyName  string // of a key: "appId", or "id" where it has no name
	key      string // what the part says
	original string
}

// graphRequest is one call as the handlers see it, whether it came alone or in a batch.
type graphRequest struct {
	method   string
	beta     bool
	base     string // scheme, host and version, for next links and contexts
	fullPath string // escaped path after the version, for next links
	path     []segment
	query    url.Values
	header   http.Header
	body     object
	who      caller

	// Filled in on the way to whoever answers.
	keys   []segment // what stood where the route has braces
	target *record   // the registration or service principal that the path is about
	seen   object    // the same as the reader sees it
}

var keyedSegment = pattern(`^([\w.$]+)\((?:([A-Za-z]+)=)?'((?:[^']|'')*)'\)$`)

// parseSegment takes applications(appId='…') apart: the name and the key are segments of their own.
func parseSegment(s string) []segment {
	m := keyedSegment().FindStringSubmatch(s)
	if m == nil {
		return []segment{{key: s, original: s}}
	}
	key := segment{keyName: cmp.Or(m[2], "id"), key: strings.ReplaceAll(m[3], "''", "'"), original: s}
	return []segment{{key: m[1], original: s}, key}
}

// parsePath cuts an escaped path into the version and its segments.
func parsePath(escaped string) (version, rest string, path []segment, r *refusal) {
	parts := strings.Split(strings.TrimPrefix(escaped, "/"), "/")
	version = parts[0]
	if version != "v1.0" && version != "beta" {
		return "", "", nil, badQuery("Invalid version: %s", cut(version, 60))
	}
	rest = strings.TrimSuffix("/"+strings.Join(parts[1:], "/"), "/")
	for _, p := range parts[1:] {
		text, err := url.PathUnescape(p)
		if err != nil {
			return "", "", nil, badQuery("The request URI is not valid.")
		}
		if text != "" {
			path = append(path, parseSegment(text)...)
		}
	}
	if len(path) == 0 {
		return "", "", nil, badQuery("Resource not found for the segment ''.")
	}
	return version, rest, path, nil
}

// newGraphRequest reads an HTTP request. The token has been checked.
func newGraphRequest(h *http.Request, who caller) (*graphRequest, *refusal) {
	version, rest, path, r := parsePath(h.URL.EscapedPath())
	if r != nil {
		return nil, r
	}
	query, err := url.ParseQuery(h.URL.RawQuery)
	if err != nil {
		return nil, badQuery("The query string is not valid.")
	}
	g := &graphRequest{
		method: h.Method, beta: version == "beta", base: "http://" + h.Host + "/" + version,
		fullPath: rest, path: path, query: query, header: h.Header, who: who,
	}
	if h.TLS != nil {
		g.base = "https://" + h.Host + "/" + version
	}
	if h.Method == post || h.Method == patch || h.Method == http.MethodPut {
		g.body, r = readBody(h)
	}
	return g, r
}

// readBody reads a JSON object. An empty body is allowed, because some actions take none.
func readBody(h *http.Request) (object, *refusal) {
	raw, err := io.ReadAll(io.LimitReader(h.Body, maxGraphBody+1))
	if err != nil {
		return nil, badQuery("The request body could not be read.")
	}
	if len(raw) > maxGraphBody {
		return nil, refuse(http.StatusRequestEntityTooLarge, "RequestEntityTooLarge",
			"The request body is too large.")
	}
	if len(raw) == 0 {
		return nil, nil
	}
	kind := h.Header.Get("Content-Type")
	if kind == "" {
		return nil, badQuery("Write requests (excluding DELETE) must contain the Content-Type " +
			"header declaration.")
	}
	if media, _, err := mime.ParseMediaType(kind); err != nil || media != "application/json" {
		return nil, refuse(http.StatusUnsupportedMediaType, "BadRequest",
			"The content type '%s' is not supported. Use application/json.", cut(kind, 60))
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil, badQuery("Unable to read JSON request payload. " +
			"Please ensure Content-Type header is set and payload is of valid JSON format.")
	}
	o, ok := v.(map[string]any)
	if !ok {
		return nil, badQuery("An unexpected node was found when reading from the JSON reader. " +
			"A 'StartObject' node was expected.")
	}
	return o, nil
}

// needBody refuses a write without a body of that type.
func (g *graphRequest) needBody(typeName string) *refusal {
	if g.body == nil {
		return badQuery("Empty Payload. JSON content expected.")
	}
	return checkBody(typeName, g.body)
}

// reference reads a body that holds one reference and nothing else.
func (g *graphRequest) reference() (string, *refusal) {
	link := text(g.body, "@odata.id")
	if link == "" || len(g.body) != 1 {
		return "", badRequest("Invalid URL specified for the reference '@odata.id'.")
	}
	return link, nil
}

// eventual reports whether the call carries the header that advanced queries need.
func (g *graphRequest) eventual() bool {
	return strings.EqualFold(g.header.Get("ConsistencyLevel"), "eventual")
}

// counted reports whether $count=true was asked for.
func (g *graphRequest) counted() bool { return strings.EqualFold(g.query.Get("$count"), "true") }

// advanced reports whether this is an advanced query: header and count together.
func (g *graphRequest) advanced() bool { return g.eventual() && g.counted() }

// prefers tells whether the Prefer header holds the token.
func (g *graphRequest) prefers(token string) bool {
	for _, line := range g.header.Values("Prefer") {
		for part := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(part), token) {
				return true
			}
		}
	}
	return false
}
