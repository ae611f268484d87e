package sim

import (
	"net/http"
	"sync"
	"time"

	g "maragu.dev/gomponents"
)

// mtpOrigin is where the real portal's browser code would run; it is only named here, never called.
const mtpOrigin = "https://mtp.bvoip.net"

const portalBrand = "bvoip MTP portal (practice stand-in)"

// PortalState is what was entered in the stand-in of the MTP portal and saved.
type PortalState struct {
	Type          string // "Microsoft", or "" while nothing was chosen
	ApplicationID string // as pasted, trimmed
	DirectoryID   string
	ClientSecret  string // the practice tenant's own secret; visible here so that tests can compare
	Saved         time.Time
	Users         []string // user principal names enabled under "Configure MTP portal users"
	SignedIn      []string // user principal names that came through "Sign in with Microsoft", in order
}

// portalPage is what the pages of the portal show beyond the common parts.
type portalPage struct {
	State     PortalState
	HasSecret bool
	Saved     bool
	URIs      []string
	Users     []portalUser
	Problem   string
}

type portalUser struct {
	Name, UPN string
	Enabled   bool
}

// portalService is a stand-in of the MTP portal. It has the pages that the procedure names, and it uses what
// was pasted as the real one does: it reads users from Graph with the client secret and signs people in as a
// single-page application, over HTTP and with nothing shared with the rest of the simulator.
type portalService struct {
	root, loginRoot, graphRoot string
	uris                       []string
	now                        func() time.Time
	ids                        *idSource
	http                       *http.Client

	mu    sync.Mutex
	state PortalState
	flows map[string]string // PKCE verifier by state parameter
}

func newPortalService(uris []string, now func() time.Time, ids *idSource) *portalService {
	return &portalService{
		uris: uris, now: now, ids: ids, flows: map[string]string{},
		http: &http.Client{
			Timeout:       30 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (p *portalService) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.home)
	mux.HandleFunc("GET /system/single-sign-on", p.singleSignOn)
	mux.HandleFunc("GET /system/single-sign-on/account", p.account)
	mux.HandleFunc("POST /system/single-sign-on/account", p.saveAccount)
	mux.HandleFunc("GET /system/single-sign-on/users", p.users)
	mux.HandleFunc("POST /system/single-sign-on/users", p.saveUsers)
	mux.HandleFunc("GET /login", p.login)
	mux.HandleFunc("POST /login", p.startSignIn)
	mux.HandleFunc("GET /landed", p.landed)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		p.show(w, http.StatusNotFound, messageBody,
			page{Title: "There is no such page", Lead: "The address is not one of this portal.",
				Link: p.root + "/"})
	})
	return mux
}

func (p *portalService) show(w http.ResponseWriter, status int, body func(page) g.Node, pg page) {
	pg.Brand = portalBrand
	render(w, status, body, pg)
}

func (p *portalService) home(w http.ResponseWriter, _ *http.Request) {
	p.show(w, http.StatusOK, portalHome, page{Title: "MTP portal"})
}

func (p *portalService) singleSignOn(w http.ResponseWriter, _ *http.Request) {
	p.show(w, http.StatusOK, portalSSO,
		page{Title: "System > Single sign-on", Portal: portalPage{State: p.snapshot()}})
}

// snapshot copies the saved state.
func (p *portalService) snapshot() PortalState {
	p.mu.Lock()
	defer p.mu.Unlock()
	st := p.state
	st.Users = append([]string(nil), st.Users...)
	st.SignedIn = append([]string(nil), st.SignedIn...)
	return st
}
