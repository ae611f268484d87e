package entra

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"ssowizard/internal/text"
)

// ErrBadDomain is what a *BadDomain unwraps to.
var ErrBadDomain = errors.New("not a company domain")

// BadDomain says that a text cannot be a company's domain or tenant id. It is
// found without asking anybody.
type BadDomain struct {
	Asked string // as typed, fit for a terminal
	Why   string
}

// Error says what is wrong and what to type.
func (e *BadDomain) Error() string {
	return fmt.Sprintf("%q is %v: %s. Type the part after @ in your work address, as contoso.com, "+
		"or the company's tenant id", e.Asked, ErrBadDomain, e.Why)
}

// Unwrap gives ErrBadDomain.
func (e *BadDomain) Unwrap() error { return ErrBadDomain }

// tenantName takes what people type for their company (a domain, a work address,
// a web address, a tenant id) and returns the part that names the tenant.
func tenantName(asked string) (string, error) {
	bad := func(why string) (string, error) { return "", &BadDomain{Asked: text.Clean(asked), Why: why} }
	s := strings.ToLower(strings.TrimSpace(asked))
	if id, ok := guid(s); ok {
		return id, nil
	}
	if strings.Contains(s, "://") {
		u, err := url.Parse(s)
		if err != nil {
			return bad("the web address cannot be read")
		}
		s = strings.TrimPrefix(u.Hostname(), "www.")
	}
	if at := strings.LastIndex(s, "@"); at >= 0 {
		s = s[at+1:]
	}
	s = strings.TrimSuffix(s, ".")
	switch {
	case s == "":
		return bad("nothing was typed")
	case s == "common" || s == "organizations" || s == "consumers":
		return bad("it names no company; sign-in would end in whichever directory the account lives in")
	case strings.Count(s, "-") == 4 && len(s) == 36:
		return bad("it looks like a tenant id and is none")
	case !strings.Contains(s, "."):
		return bad("a domain has a dot in it")
	case len(s) > 253:
		return bad("it is longer than a domain can be")
	}
	for _, label := range strings.Split(s, ".") {
		if why := badLabel(label); why != "" {
			return bad(why)
		}
	}
	return s, nil
}

func badLabel(l string) string {
	switch {
	case l == "":
		return "there is nothing between two dots"
	case len(l) > 63:
		return "one part is longer than 63 characters"
	case l[0] == '-' || l[len(l)-1] == '-':
		return "a part begins or ends with a hyphen"
	}
	for _, r := range l {
		switch {
		case r > '~':
			return "it has letters outside a to z; type its form that begins with xn--"
		case (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-':
			return fmt.Sprintf("%q cannot be part of a domain", string(r))
		}
	}
	return ""
}
