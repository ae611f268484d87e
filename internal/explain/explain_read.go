package explain

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"ssowizard/assets"
	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
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
	RedirectURI string `json:"redirectUri,omitempty"`
	Origin      string `json:"requestOrigin,omitempty"` // of a page that collected a sign-in
	AppID       string `json:"appId,omitempty"`
	// The program that signs people in, where the message is about that.
	Client   string `json:"signInClient,omitempty"`
	TenantID string `json:"tenantId,omitempty"`
	// Its name or domain, where the message gives that.
	Tenant        string    `json:"tenant,omitempty"`
	HomeTenantID  string    `json:"homeTenantId,omitempty"` // where the account comes from
	CorrelationID string    `json:"correlationId,omitempty"`
	TraceID       string    `json:"traceId,omitempty"`
	At            time.Time `json:"at,omitzero"`
}

// reading is a text taken apart.
type reading struct {
	numbers  []int            // AADSTS
	findings []setup.Code     // the wizard's own
	refusals []assets.Refusal // pages without a number
	foreign  []Topic          // codes of other services
	words    []string         // with a dash in them, lower case
	message  Message
	// Addresses that a refusal can be about: between quotes, broken at a line's end
	// and joined again, and anywhere. Microsoft's own are none.
	quoted, joined, loose []string
	damaged               bool // one of them was not whole

	ids     []labelled
	text    string // all that was read, legible; never handed on
	alone   string // the whole text, where it is one word
	secrets int    // words that look like the value of a client secret
	secret  string // the first of them; never handed on
	token   bool
}

// labelled is an id and what the words before it call it.
type labelled struct {
	id    string
	label idLabel
}

var (
	ownCode   = text.Pattern(`[A-Za-z]+(?:-[A-Za-z]+)+`)
	theTenant = text.Pattern(`(?i)(?:directory|tenant) ['"]([^'"\n]+)['"]`)
	theTime   = text.Pattern(
		`\b(20[0-9]{2}-[01][0-9]-[0-3][0-9])[T ]([0-2][0-9]:[0-5][0-9]:[0-5][0-9])(?:\.[0-9]{1,9})?Z`)
	aToken = text.Pattern(`\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.`)
)

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
	for _, at := range anURL().FindAllStringIndex(plain, mostURLs) {
		spelt = append(spelt, r.address(plain[at[0]:at[1]], goesOnBelow(plain[at[1]:])))
	}
	whole := plain + "\n" + strings.Join(spelt, "\n")
	if d := decoded(plain); d != "" && len(spelt) == 0 {
		whole += "\n" + d
	}
	r.text = whole
	r.codes(whole)
	r.labels(whole)
	r.addressesIn(whole)
	r.rest(whole)
	return r
}

// codes finds Entra's numbers, the wizard's own names, pages that show no number and
// codes of other services. A number without a prefix counts only where nothing
// better is there.
func (r *reading) codes(text string) {
	r.numbersIn(text)
	for _, w := range ownCode().FindAllString(text, -1) {
		if w = strings.ToLower(w); len(r.words) < mostCodes && !slices.Contains(r.words, w) {
			r.words = append(r.words, w)
		}
		r.finding(setup.Code(w))
	}
	r.refusalsIn(text)
	if len(r.numbers) == 0 {
		r.familiesIn(text)
	}
	if len(r.numbers)+len(r.findings)+len(r.refusals)+len(r.foreign) == 0 {
		r.bareNumbers(text)
	}
}

func (r *reading) finding(c setup.Code) {
	if _, ok := assets.Finding(string(c)); ok && !slices.Contains(r.findings, c) &&
		len(r.findings) < mostCodes {
		r.findings = append(r.findings, c)
	}
}

// rest picks out the address, the tenant's name, the time and the origin.
func (r *reading) rest(words string) {
	m := &r.message
	if x := theOrigin().FindStringSubmatch(words); x != nil {
		m.Origin = text.Clean(strings.TrimRight(x[1], ".,"))
	}
	for _, x := range theTenant().FindAllStringSubmatch(words, 4) {
		if mtp.Recognize(x[1]) != mtp.KindGUID && m.Tenant == "" {
			m.Tenant = text.Clean(x[1])
		}
	}
	if x := theTime().FindStringSubmatch(words); x != nil {
		if t, err := time.Parse("2006-01-02 15:04:05", x[1]+" "+x[2]); err == nil {
			m.At = t
		}
	}
}

// secretsIn counts what must not be shown again. Only a tilde tells a secret
// among other words; a word alone is judged by its whole shape.
func (r *reading) secretsIn(text string) {
	r.token = aToken().MatchString(text)
	for _, w := range strings.Fields(text) {
		w = strings.Trim(w, `"'.,;:()[]{}<>`)
		if (r.alone != "" || strings.Contains(w, "~")) && mtp.Recognize(w) == mtp.KindSecret {
			if r.secrets++; r.secret == "" {
				r.secret = w
			}
		}
	}
}

// address reads a pasted address: Entra's own, or the one it sent a browser
// back to. It returns the parameters spelt out, for the search for codes. Of one that
// is cut at a line's end the last parameter is not whole.
func (r *reading) address(raw string, cut bool) string {
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
			*field = text.Clean(v)
		}
	}
	last := raw[strings.LastIndexAny(raw, "?&#")+1:]
	switch v := q.Get("redirect_uri"); {
	case cut && strings.HasPrefix(last, "redirect_uri="):
		r.damaged = true
	case mtp.Recognize(v) == mtp.KindURI && !r.isDamaged(v):
		set(&m.RedirectURI, v)
	}
	if q.Has("error") && !isLogin(u.Hostname()) {
		set(&m.RedirectURI, u.Scheme+"://"+u.Host+u.EscapedPath())
	}
	var spelt strings.Builder
	for _, k := range []string{"client_id", "correlation_id", "trace_id", "error_codes", "error_subcode",
		"error", "error_description", "error_uri"} {
		if v := q.Get(k); v != "" {
			b, _ := json.Marshal(k) // a string always can be
			spelt.WriteString(string(b) + ": '" + legible(v) + "'\n")
		}
	}
	return spelt.String()
}

// goesOnBelow tells whether a line ends here and another one follows right below.
func goesOnBelow(rest string) bool {
	below, ends := strings.CutPrefix(strings.TrimLeft(rest, " "), "\n")
	return ends && strings.TrimLeft(below, " ") != "" &&
		!strings.HasPrefix(strings.TrimLeft(below, " "), "\n")
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
