package entra

import (
	"net/url"

	"ssowizard/internal/text"
)

// Roots are service roots that stand in for a cloud's own, as https://host; "" where
// the cloud's own is asked.
type Roots struct {
	Login string `json:"login"` // of the sign-in service
	Graph string `json:"graph"` // of Microsoft Graph
}

// Foreign are the roots of c that are not Microsoft's for the cloud of that name; nil
// where both are.
func (c Cloud) Foreign() *Roots {
	own, _ := CloudByName(c.Name)
	var r Roots
	if c.Login != own.Login {
		r.Login = c.Login
	}
	if c.Graph != own.Graph {
		r.Graph = c.Graph
	}
	if r == (Roots{}) {
		return nil
	}
	return &r
}

// Hosts are the names and ports behind the roots, in the same order; "" where the
// cloud's own is asked.
func (r Roots) Hosts() (login, graph string) { return hostOf(r.Login), hostOf(r.Graph) }

func hostOf(root string) string {
	u, err := url.Parse(root)
	if err != nil || u.Host == "" {
		return text.Clean(root)
	}
	return text.Clean(u.Host)
}
