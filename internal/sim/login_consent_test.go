package sim

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

// TestOnlyActiveAdministratorsAgree is who gets past the consent page for permissions that an administrator has to
// agree to, by code and by browser. Everybody else meets a page; the waiting program hears nothing.
func TestOnlyActiveAdministratorsAgree(t *testing.T) {
	roles := map[string]bool{
		"Global Administrator": true, "Privileged Role Administrator": true, "Application Administrator": true,
		"Cloud Application Administrator": true, "Global Reader": false, "Application Developer": false,
		"Hybrid Identity Administrator": false, "User Administrator": false, "": false,
	}
	for role, may := range roles {
		for _, eligible := range []bool{false, true} {
			s, _ := startKit(t, func(sc *Scenario) {
				if role == "" {
					return
				}
				if eligible {
					sc.Accounts[1].Eligible = []string{role}
				} else {
					sc.Accounts[1].Roles = []string{role}
				}
			})
			want := may && !eligible
			code := startDevice(t, s, kitTenant, adminScopes)
			err := s.ApproveDevice(code.str("user_code"), "mel@contoso.com")
			if got := AADSTS(err); want != (err == nil) || !want && got != needsApproval {
				t.Errorf("%q, eligible only %v: %v", role, eligible, err)
			}
			a := poll(t, s, kitTenant, code)
			if want != (a.status == 200) || !want && a.str("error") != "authorization_pending" {
				t.Errorf("%q, eligible only %v: the program hears %s", role, eligible, a.text)
			}
		}
	}
}

func TestUserConsentRuleGovernsBasicScopes(t *testing.T) {
	for _, rule := range []string{"", "none"} {
		s, _ := startKit(t, func(sc *Scenario) { sc.SignIn.UserConsent = rule })
		code := startDevice(t, s, kitTenant, "openid profile User.Read")
		err := s.ApproveDevice(code.str("user_code"), "mel@contoso.com")
		if (err == nil) != (rule == "") {
			t.Errorf("user consent %q: %v", rule, err)
		}
	}
}

// TestConsentStaysInTheTenant: a person's agreement is a grant of the sign-in client's service principal, and so is one
// for everybody; the latter lets others pass.
func TestConsentStaysInTheTenant(t *testing.T) {
	for _, everybody := range []bool{false, true} {
		s, _ := startKit(t, nil)
		code := startDevice(t, s, kitTenant, adminScopes)
		if refusal := s.login.approveDevice(code.str("user_code"), "ada@contoso.com", everybody); refusal != nil {
			t.Fatal(refusal)
		}
		st := s.State()
		sp, ok := s.dir.findSP(toolClient)
		if !ok || len(st.Consents) != 1 || len(st.DelegatedGrants) != 0 {
			t.Fatalf("everybody %v: %v %v %v", everybody, sp, st.Consents, st.DelegatedGrants)
		}
		g := st.Consents[0]
		kind, principal := "Principal", any("a0000000-0000-4000-8000-000000000001")
		if everybody {
			kind, principal = "AllPrincipals", nil
		}
		if g["clientId"] != sp.ID || g["consentType"] != kind || g["principalId"] != principal || g["scope"] != "User.Read Application.ReadWrite.All" {
			t.Errorf("everybody %v: %v", everybody, g)
		}
		code = startDevice(t, s, kitTenant, adminScopes)
		if err := s.ApproveDevice(code.str("user_code"), "mel@contoso.com"); (err == nil) != everybody {
			t.Errorf("everybody %v: the member: %v", everybody, err)
		}
	}
}

// TestClientIsApproved: the address at which an administrator approves the sign-in client lets a member pass.
func TestClientIsApproved(t *testing.T) {
	s, _ := startKit(t, nil)
	approve := func(version, scope string) string {
		q := url.Values{"client_id": {toolClient}, "redirect_uri": {"http://localhost"}}
		if scope != "" {
			q.Set("scope", scope)
		}
		return s.LoginURL() + "/" + kitTenant + version + "/adminconsent?" + q.Encode()
	}
	scope := "https://graph.microsoft.com/Application.ReadWrite.All https://graph.microsoft.com/User.Read"
	if err := s.ApproveClient(approve("/v2.0", scope), "pim@contoso.com"); AADSTS(err) != needsApproval {
		t.Errorf("somebody who is only eligible: %v", err)
	}
	if err := s.ApproveClient(approve("/v2.0", ""), "ada@contoso.com"); AADSTS(err) != 900144 {
		t.Errorf("without scopes: %v", err)
	}
	must.Do(t, s.ApproveClient(approve("/v2.0", scope), "ada@contoso.com"))
	got := s.dir.clientScopes(toolClient, "anybody")
	if !slices.Equal(got, []string{"Application.ReadWrite.All", "User.Read"}) {
		t.Errorf("approved %v", got)
	}
	code := startDevice(t, s, kitTenant, adminScopes)
	if err := s.ApproveDevice(code.str("user_code"), "mel@contoso.com"); err != nil {
		t.Errorf("after that: %v", err)
	}
	if err := s.ApproveClient("https://login.microsoftonline.com/x", ""); err == nil {
		t.Error("a real address was opened")
	}
}

// TestFirstPartyClientAsksNothing: the client of the Azure CLI has its permissions everywhere, whoever signs in.
func TestFirstPartyClientAsksNothing(t *testing.T) {
	s, _ := startKit(t, nil)
	a := send(t, "POST", s.LoginURL()+"/"+kitTenant+"/oauth2/v2.0/devicecode",
		values("client_id", cliClient, "scope", "openid profile https://graph.microsoft.com/.default"))
	must.Do(t, s.ApproveDevice(a.str("user_code"), "mel@contoso.com"))
	got := send(t, "POST", s.LoginURL()+"/"+kitTenant+"/oauth2/v2.0/token",
		values("grant_type", deviceGrantType, "client_id", cliClient, "device_code", a.str("device_code")))
	if !strings.Contains(got.str("scope"), "Directory.AccessAsUser.All") || len(s.State().Consents) != 0 {
		t.Errorf("%s, left in the tenant: %v", got.text, s.State().Consents)
	}
}

// TestRulesAboutTheClient: the tenant may keep people from the sign-in client, and a cloud may not have it.
func TestRulesAboutTheClient(t *testing.T) {
	for rule, number := range map[string]int{"assigned": 50105, "disabled": 7000112} {
		s, _ := startKit(t, func(sc *Scenario) { sc.SignIn.Client = rule })
		code := startDevice(t, s, kitTenant, adminScopes)
		if err := s.ApproveDevice(code.str("user_code"), ""); AADSTS(err) != number || !strings.Contains(err.Error(), toolClient) {
			t.Errorf("%s: %v", rule, err)
		}
		if a := poll(t, s, kitTenant, code); a.str("error") != "authorization_pending" {
			t.Errorf("%s: the program hears %s", rule, a.text)
		}
	}
	s, _ := startKit(t, func(sc *Scenario) { sc.SignIn.Client = "absent" })
	a := send(t, "POST", s.LoginURL()+"/"+kitTenant+"/oauth2/v2.0/devicecode", values("client_id", toolClient, "scope", adminScopes))
	wantRefusal(t, a, 400, "unauthorized_client", 700016)
}

// TestBlockedCodeIsAPage: security defaults and policies on codes act where the person is; the program goes on asking.
func TestBlockedCodeIsAPage(t *testing.T) {
	for number, title := range map[int]string{530035: "You don&#39;t have access to this", 53003: "You don&#39;t have access to this", 53000: "You can&#39;t get there from here"} {
		s, _ := startKit(t, func(sc *Scenario) { sc.SignIn = SignInRules{DeviceCode: "blocked-browser", BlockCode: number} })
		code := startDevice(t, s, kitTenant, adminScopes)
		page := send(t, "POST", s.LoginURL()+"/devicelogin", values("user_code", code.str("user_code"), "account", "ada@contoso.com", "decision", "accept"))
		if !strings.Contains(page.text, title) {
			t.Errorf("%d: %s", number, page.text)
		}
		if a := poll(t, s, kitTenant, code); a.str("error") != "authorization_pending" {
			t.Errorf("%d: the program hears %s", number, a.text)
		}
	}
}
