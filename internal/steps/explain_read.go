package steps

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"ssowizard/assets"
	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
	"ssowizard/internal/wire"
)

// Bounds of what is read out of one text.
const (
	explainLimit = 512 << 10 // bytes; a saved error page has some 100 KiB
	mostCodes    = 8
	mostIDs      = 24
	mostURLs     = 40
)

// Message is what a refusal says besides its code. Empty fields were not in it.
type Message struct {
	RedirectURI   string    `json:"redirectUri,omitempty"`
	Origin        string    `json:"requestOrigin,omitempty"` // of a page that collected a sign-in
	AppID         string    `json:"appId,omitempty"`
	TenantID      string    `json:"tenantId,omitempty"`
	Tenant        string    `json:"tenant,omitempty"`       // its name or domain, where the message gives that
	HomeTenantID  string    `json:"homeTenantId,omitempty"` // where the account comes from
	CorrelationID string    `json:"correlationId,omitempty"`
	TraceID       string    `json:"traceId,omitempty"`
	At            time.Time `json:"at,omitzero"`
}

// reading is a text taken apart.
type reading struct {
	numbers  []int  // AADSTS
	findings []Code // the wizard's own
	message  Message
	ids      []labelled
	alone    string // the whole text, where it is one word
	secrets  int    // words that look like the value of a client secret
	secret   string // the first of them; never handed on
	token    bool
}

// labelled is an id and what the words before it call it.
type labelled struct {
	id    string
	label idLabel
}

var (
	prefixed  = regexp.MustCompile(`(?i)AADSTS[\s:#_-]{0,3}([0-9]{4,})`)
	errorCode = regexp.MustCompile(`(?i)\berror[ _-]?codes?["']?\s*[:=]?\s*\[?\s*["']?([0-9]{4,9})\b`)
	errorPage = regexp.MustCompile(`(?i)/error\?(?:[^\s"'<>]*&)?code=([0-9]{4,9})\b`)
	bareCode  = regexp.MustCompile(`(?:^|[^0-9A-Za-z.-])([0-9]{5,7})(?:$|[^0-9A-Za-z-])`)
	ownCode   = regexp.MustCompile(`[A-Za-z]+(?:-[A-Za-z]+)+`)
	anURL     = regexp.MustCompile(`(?i)\bhttps?://[^\s"'<>|\\]+`)
	theURI    = regexp.MustCompile(`(?i)(?:redirect|reply)[ _-]?(?:uri|url|address)["']?[^'"\n]{0,60}['"]([a-z][a-z0-9+.-]{1,30}://[^'"\s]+)['"]`)
	theOrigin = regexp.MustCompile(`(?i)request origin:?\s*['"]?(https?://[^\s'"<>]+)`)
	theTenant = regexp.MustCompile(`(?i)(?:directory|tenant) ['"]([^'"\n]+)['"]`)
	theTime   = regexp.MustCompile(`\b(20[0-9]{2}-[01][0-9]-[0-3][0-9])[T ]([0-2][0-9]:[0-5][0-9]:[0-5][0-9])(?:\.[0-9]{1,9})?Z`)
	aToken    = regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.`)
)

// mostDigits is the length of Entra's longest numbers. A longer one is none, and
// not one that begins like it.
const mostDigits = 9

// phrases are what pages say that show no code, or that stand for one of the
// wizard's findings. Lower case.
var phrases = []struct {
	words  string
	number int
	code   Code
}{
	{"need admin approval", 90094, ""},
	{"approval required", 90095, ""},
	{"you cannot access this right now", 53003, ""},
	{"does not match the redirect uris configured", 50011, ""},
	{"does not match the reply url", 50011, ""},
	{"credentialtypenotallowedasperapppolicy", 0, CodeSecretsForbidden},
	{"credentialinvalidlifetimeasperapppolicy", 0, CodeSecretPolicyCap},
	{"signinaudiencenotallowedasperapppolicy", 0, CodeMultiTenantForbidden},
	{"authorization_requestdenied", 0, CodeRoleMissing},
}

// readText takes a text apart: as it stands, and as the addresses in it spell
// it out. Nothing but shapes that were recognised leaves this function.
func readText(text string) reading {
	plain := legible(text)
	var r reading
	if words := strings.Fields(plain); len(words) == 1 {
		r.alone = words[0]
	}
	r.secretsIn(plain)
	var spelt []string
	for _, raw := range anURL.FindAllString(plain, mostURLs) {
		spelt = append(spelt, r.address(raw))
	}
	whole := plain + "\n" + strings.Join(spelt, "\n")
	r.codes(whole)
	r.labels(whole)
	r.rest(whole)
	return r
}

// legible undoes what pages and JSON do to a message, and drops what steers a
// terminal or hides between letters.
func legible(text string) string {
	if len(text) > explainLimit {
		text = text[:explainLimit]
	}
	text = html.UnescapeString(strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.NewReplacer(`\u0027`, "'", `\u0022`, `"`, `\u0026`, "&", `\u003c`, "<", `\u003e`, ">", `\u002b`, "+", `\/`, "/", `\r`, " ", `\n`, "\n", `\"`, `"`,
		"‘", "'", "’", "'", "“", `"`, "”", `"`).Replace(text)
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			if r == '\n' {
				return r
			}
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// codes finds Entra's numbers and the wizard's own names. A number without a
// prefix counts only where nothing better is there and the catalogue has it.
func (r *reading) codes(text string) {
	for _, re := range []*regexp.Regexp{prefixed, errorCode, errorPage} {
		for _, m := range re.FindAllStringSubmatch(text, 4*mostCodes) {
			r.number(m[1], false)
		}
	}
	for _, w := range ownCode.FindAllString(text, -1) {
		r.finding(Code(strings.ToLower(w)))
	}
	low := strings.ToLower(text)
	for _, ph := range phrases {
		if !strings.Contains(low, ph.words) {
			continue
		}
		if ph.code != "" {
			r.finding(ph.code)
		} else if len(r.numbers) == 0 {
			r.number(strconv.Itoa(ph.number), true)
		}
	}
	if len(r.numbers)+len(r.findings) > 0 {
		return
	}
	for rest := text; len(r.numbers) < mostCodes; {
		m := bareCode.FindStringSubmatchIndex(rest)
		if m == nil {
			return
		}
		r.number(rest[m[2]:m[3]], true)
		rest = rest[m[3]:]
	}
}

func (r *reading) number(digits string, knownOnly bool) {
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > mostDigits || slices.Contains(r.numbers, n) || len(r.numbers) == mostCodes {
		return
	}
	if _, ok := entra.Explain(n); !ok && knownOnly {
		return
	}
	r.numbers = append(r.numbers, n)
}

func (r *reading) finding(c Code) {
	if _, ok := assets.Finding(string(c)); ok && !slices.Contains(r.findings, c) && len(r.findings) < mostCodes {
		r.findings = append(r.findings, c)
	}
}

// rest picks out the address, the tenant's name, the time and the origin.
func (r *reading) rest(text string) {
	m := &r.message
	if x := theURI.FindStringSubmatch(text); x != nil && m.RedirectURI == "" {
		m.RedirectURI = wire.Clean(x[1])
	}
	if x := theOrigin.FindStringSubmatch(text); x != nil {
		m.Origin = wire.Clean(strings.TrimRight(x[1], ".,"))
	}
	for _, x := range theTenant.FindAllStringSubmatch(text, 4) {
		if mtp.Recognise(x[1]) != mtp.KindGUID && m.Tenant == "" {
			m.Tenant = wire.Clean(x[1])
		}
	}
	if x := theTime.FindStringSubmatch(text); x != nil {
		if t, err := time.Parse("2006-01-02 15:04:05", x[1]+" "+x[2]); err == nil {
			m.At = t
		}
	}
}

// secretsIn counts what must not be shown again. Only a tilde tells a secret
// among other words; a word alone is judged by its whole shape.
func (r *reading) secretsIn(text string) {
	r.token = aToken.MatchString(text)
	for _, w := range strings.Fields(text) {
		w = strings.Trim(w, `"'.,;:()[]{}<>`)
		if (r.alone != "" || strings.Contains(w, "~")) && mtp.Recognise(w) == mtp.KindSecret {
			if r.secrets++; r.secret == "" {
				r.secret = w
			}
		}
	}
}

// address reads a pasted address: Entra's own, or the one it sent a browser
// back to. It returns the parameters spelt out, for the search for codes.
func (r *reading) address(raw string) string {
	u, err := url.Parse(strings.TrimRight(raw, ".,;)]}"))
	if err != nil {
		return ""
	}
	q := u.Query()
	if f, err := url.ParseQuery(u.Fragment); err == nil {
		for k, v := range f {
			q[k] = append(q[k], v...)
		}
	}
	m := &r.message
	set := func(field *string, v string) {
		if *field == "" {
			*field = wire.Clean(v)
		}
	}
	if v := q.Get("redirect_uri"); mtp.Recognise(v) == mtp.KindURI {
		set(&m.RedirectURI, v)
	}
	if q.Has("error") && !isLogin(u.Hostname()) {
		set(&m.RedirectURI, u.Scheme+"://"+u.Host+u.EscapedPath())
	}
	var spelt strings.Builder
	for _, k := range []string{"client_id", "correlation_id", "trace_id", "error_codes", "error_subcode", "error", "error_description", "error_uri"} {
		if v := q.Get(k); v != "" {
			b, _ := json.Marshal(k) // a string always can be
			spelt.WriteString(string(b) + ": '" + legible(v) + "'\n")
		}
	}
	return spelt.String()
}

// isLogin knows the sign-in hosts of Microsoft's clouds.
func isLogin(host string) bool {
	host = strings.ToLower(host)
	for _, c := range entra.Clouds() {
		if u, err := url.Parse(c.Login); err == nil && u.Hostname() == host {
			return true
		}
	}
	return host == "login.windows.net" || host == "login.microsoft.com"
}
