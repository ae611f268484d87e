package sim

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

func accountForm(pairs ...string) []string {
	return append([]string{"type", "Microsoft", "application_id", kitApp, "directory_id", kitTenant, "client_secret", kitSecret}, pairs...)
}

func TestPortalShowsWhatTheProcedureNames(t *testing.T) {
	s, _ := startKit(t, nil)
	tests := []struct {
		path string
		want []string
	}{
		{"/", []string{"System &gt; Single sign-on", "Practice"}},
		{"/system/single-sign-on", []string{"Configure MTP portal account", "Configure MTP portal users"}},
		{"/system/single-sign-on/account", []string{"Microsoft", "Application (client) ID", "Directory (tenant) ID", "Redirect URIs",
			"Client Secret", "Save changes", kitSPA, "https://contoso.bvoip.example/example-two"}},
		{"/system/single-sign-on/users", []string{"Configure MTP portal users", "could not be read"}},
		{"/login", []string{"Sign in with Microsoft"}},
	}
	for _, tt := range tests {
		a := send(t, "GET", s.PortalURL()+tt.path, nil)
		if a.status != 200 || !strings.Contains(a.text, "practice") {
			t.Errorf("%s: %d", tt.path, a.status)
		}
		for _, w := range tt.want {
			if !strings.Contains(a.text, w) {
				t.Errorf("%s: no %q", tt.path, w)
			}
		}
	}
	if a := send(t, "GET", s.PortalURL()+"/nowhere", nil); a.status != http.StatusNotFound {
		t.Errorf("unknown page: %d", a.status)
	}
}

func TestPortalAccountForm(t *testing.T) {
	tests := []struct {
		name string
		form []string
		want string // problem on the page; "" when it is saved
	}{
		{"good", accountForm(), ""},
		{"spaces around", accountForm("application_id", " "+kitApp+"\n", "client_secret", kitSecret+" "), ""},
		{"no type", accountForm("type", ""), "Choose Microsoft"},
		{"name for the application", accountForm("application_id", `Contoso"><i>`), "Application (client) ID has the form"},
		{"domain for the directory", accountForm("directory_id", "contoso.com"), "Directory (tenant) ID has the form"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, clk := startKit(t, nil)
			form := values(tt.form...)
			a := send(t, "POST", s.PortalURL()+"/system/single-sign-on/account", form)
			st := s.portal.snapshot()
			if tt.want == "" {
				if a.status != 303 || st.ApplicationID != kitApp || st.ClientSecret != kitSecret || st.Type != "Microsoft" || !st.Saved.Equal(clk.now()) {
					t.Errorf("%d, saved %+v", a.status, st)
				}
				page := send(t, "GET", a.header.Get("Location"), nil)
				if !strings.Contains(page.text, "Changes saved") || !strings.Contains(page.text, "A client secret is saved") || strings.Contains(page.text, kitSecret) {
					t.Errorf("page after saving: %s", page.text)
				}
				return
			}
			if a.status != 422 || !strings.Contains(a.text, tt.want) || strings.Contains(a.text, kitSecret) || strings.Contains(a.text, "<i>") {
				t.Errorf("%d %s", a.status, a.text)
			}
			if id := form.Get("directory_id"); !strings.Contains(a.text, `value="`+id+`"`) {
				t.Errorf("what was typed is lost: %q", id)
			}
			if !st.Saved.IsZero() {
				t.Errorf("saved all the same: %+v", st)
			}
		})
	}
}

func TestPortalKeepsTheSecretWhenTheFieldIsEmpty(t *testing.T) {
	s, _ := startKit(t, nil)
	for _, secret := range []string{"", kitSecret, ""} {
		send(t, "POST", s.PortalURL()+"/system/single-sign-on/account", values(accountForm("client_secret", secret)...))
	}
	if st := s.portal.snapshot(); st.ClientSecret != kitSecret {
		t.Errorf("secret %q", st.ClientSecret)
	}
}

func TestPortalReadsUsersWithTheSecret(t *testing.T) {
	s, _ := startKit(t, nil)
	at := s.PortalURL() + "/system/single-sign-on/users"
	save := func(secret string) {
		t.Helper()
		must.Do(t, s.SavePortal(PortalState{Type: "Microsoft", ApplicationID: kitApp, DirectoryID: kitTenant, ClientSecret: secret}))
	}
	steps := []struct {
		name, want string
		act        func()
	}{
		{"nothing configured", "not all saved yet", func() {}},
		{"the secret's id", "AADSTS7000215", func() { save("77777777-7777-4777-8777-777777777771") }},
		{"expired secret", "AADSTS7000222", func() { save(kitOld) }},
		{"no consent", "does not carry User.Read.All", func() { save(kitSecret) }},
		{"all there", "mel@contoso.com", func() {
			must.Do(t, s.ApproveConsent(kitApp, ""))
		}},
	}
	for _, st := range steps {
		st.act()
		if a := send(t, "GET", at, nil); a.status != 200 || !strings.Contains(a.text, st.want) {
			t.Errorf("%s: no %q in %s", st.name, st.want, a.text)
		}
	}
	form := values()
	form["user"] = []string{"mel@contoso.com", "eve@fabrikam.com"}
	if a := send(t, "POST", at, form); a.status != 303 {
		t.Fatalf("not saved: %d %s", a.status, a.text)
	}
	if got := s.portal.snapshot().Users; !slices.Equal(got, []string{"mel@contoso.com"}) {
		t.Errorf("enabled %v", got)
	}
	if a := send(t, "GET", at, nil); strings.Count(a.text, " checked") != 1 {
		t.Errorf("ticks: %s", a.text)
	}
}

func TestSignInWithMicrosoft(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Scenario)
		upn    string
		users  []string
		want   string
		logged int // error code of the log entry, -1 for none
	}{
		{"all right", nil, "ada@contoso.com", []string{"ada@contoso.com"}, "Signed in as ada@contoso.com", 0},
		{"not a portal user", nil, "ada@contoso.com", nil, "does not know them", 0},
		{"address under Web", func(sc *Scenario) { sc.PortalURIs[0] = kitWeb }, "ada@contoso.com", []string{"ada@contoso.com"}, "AADSTS9002326", 9002326},
		{"address missing", func(sc *Scenario) { sc.PortalURIs[0] = "https://mtp.bvoip.net/example" }, "ada@contoso.com", nil, "AADSTS50011", 50011},
		{"stranger", nil, "eve@fabrikam.com", nil, "AADSTS50020", -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := startKit(t, tt.change)
			if a := send(t, "POST", s.PortalURL()+"/login", values()); !strings.Contains(a.text, "not configured") {
				t.Errorf("before anything is saved: %s", a.text)
			}
			must.Do(t, s.SavePortal(PortalState{Type: "Microsoft", ApplicationID: kitApp, DirectoryID: kitTenant, ClientSecret: kitSecret}))
			s.portal.state.Users = tt.users
			a := send(t, "POST", s.PortalURL()+"/login", values())
			a = send(t, "POST", a.header.Get("Location"), values("account", tt.upn))
			if to := a.header.Get("Location"); to != "" {
				a = send(t, "GET", to, nil)
			}
			if a.status != 200 || !strings.Contains(a.text, tt.want) {
				t.Errorf("no %q: %d %s", tt.want, a.status, a.text)
			}
			wantLogged(t, s, tt.logged)
		})
	}
}

// wantLogged compares the last entry of the sign-in log.
func wantLogged(t *testing.T, s *Server, code int) {
	t.Helper()
	s.dir.mu.Lock()
	defer s.dir.mu.Unlock()
	if len(s.dir.signIns) == 0 {
		if code >= 0 {
			t.Errorf("nothing was logged, want %d", code)
		}
		return
	}
	last := s.dir.signIns[len(s.dir.signIns)-1].now()
	if got := sub(last, "status")["errorCode"]; got != float64(code) && got != code {
		t.Errorf("logged %v, want %d", got, code)
	}
}
