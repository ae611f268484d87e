package explain_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ssowizard/internal/entra"
	"ssowizard/internal/explain"
	"ssowizard/internal/setup"
)

// topicsOf are the codes of an explanation, in order.
func topicsOf(e explain.Explanation) string {
	var out []string
	for _, t := range e.Topics {
		out = append(out, t.Code)
	}
	return strings.Join(out, " ")
}

// fieldCases are texts as people paste them, by the file that holds each.
var fieldCases = map[string]string{
	"foreign-80180014.txt": "80180014", "foreign-teams-80080300.txt": "80080300",
	"nocode-cant-get-there.txt": "page-not-from-here", "nocode-consumers.txt": "page-work-accounts-only", "nocode-credential-type.txt": "secrets-forbidden",
	"nocode-criteria.txt": "page-no-access", "nocode-distinct.txt": "portal-twice", "nocode-dont-have-access.txt": "page-no-access",
	"nocode-insufficient.txt": "role-missing", "nocode-max-credentials.txt": "portal-two-secrets", "nocode-msa-redirect.txt": "page-personal-address",
	"nocode-no-register.txt": "registration-forbidden", "nocode-secret-lifetime.txt": "secret-policy-cap", "nocode-secrets-blocked-banner.txt": "secrets-forbidden",
	"number-ocr.txt": "AADSTS50011", "number-split.txt": "AADSTS50011", "number-zip.txt": "", "number-port.txt": "",
}

// TestTextsFromTheField plays each text against a good setup: the code is the one
// that is there, and the address, the id and the slip are read in every language and
// through every wrapping.
func TestTextsFromTheField(t *testing.T) {
	files, err := filepath.Glob("testdata/explain/*.txt")
	if err != nil || len(files) < 32 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		e := explain.Explain(string(raw), xSnapshot(nil), xProfile())
		if !strings.HasPrefix(name, "50011-") {
			if want, ok := fieldCases[name]; !ok || topicsOf(e) != want {
				t.Errorf("%s: %q, want %q", name, topicsOf(e), want)
			}
			continue
		}
		isNearMiss(t, name, e)
	}
}

// isNearMiss holds an explanation of 50011 to the one slip of the texts: a capital U.
func isNearMiss(t *testing.T, name string, e explain.Explanation) {
	t.Helper()
	if topicsOf(e) != "AADSTS50011" || e.Message.RedirectURI != "https://mtp.bvoip.net/Users" || e.Message.AppID != xApp {
		t.Errorf("%s: %s, %+v", name, topicsOf(e), e.Message)
		return
	}
	if len(e.Causes) == 0 || e.Causes[0].Finding != setup.CodeURINearMiss || !strings.Contains(e.Causes[0].Evidence, `"U"`) {
		t.Errorf("%s: %+v", name, e.Causes)
	}
}

// TestARefusalIsReadInEveryWrapping makes variants of its own: languages, quotes,
// replies, widths and encodings.
func TestARefusalIsReadInEveryWrapping(t *testing.T) {
	const uri = "https://mtp.bvoip.net/Users"
	texts := map[string]string{
		"Italian":                   "AADSTS50011: L'URI di reindirizzamento '" + uri + "' della richiesta non corrisponde a quelli dell'applicazione '" + xApp + "'.\nID traccia: " + xTrace + "\nID di correlazione: " + xCorr,
		"Polish":                    "AADSTS50011: Identyfikator URI „" + uri + "” nie pasuje do aplikacji „" + xApp + "”.\nIdentyfikator korelacji: " + xCorr,
		"Japanese":                  "AADSTS50011: 要求で指定されたリダイレクト URI 「" + uri + "」 は、アプリケーション 「" + xApp + "」 と一致しません。\n相関 ID: " + xCorr,
		"no quotes, id in brackets": "AADSTS50011 " + uri + " (" + xApp + ")",
		"Markdown link":             "AADSTS50011: the redirect URI [" + uri + "](" + uri + ") is not that of " + xApp + ", the app (" + xApp + ")",
		"twice encoded":             "error_description=AADSTS50011%253A%2520The%2520redirect%2520URI%2520%2527https%253A%252F%252Fmtp.bvoip.net%252FUsers%2527%2520for%2520the%2520application%2520%2527" + xApp + "%2527",
		"two replies":               ">> AADSTS50011: The redirect URI 'https://mtp.bvoip\n>> .net/Users' specified in the request does not match those of the application\n>> '4f7b2c18-e6d9-\n>> 4a03-8b5e-c19d3f7a2e60'.",
		"misread":                   "AAD5T55OOlI: The redirect URI '" + uri + "' of the application '" + xApp + "'",
		"a table's bars":            "| AADSTS50011: redirect URI '" + uri + "' |\n| application '" + xApp + "' |",
		"spaced quotes":             "AADSTS50011 « " + uri + " » de l’application « " + xApp + " »",
	}
	for width := 24; width <= 110; width += 7 {
		texts["wrapped at "+strconv.Itoa(width)] = wrapped(uriMessage(uri), width, "")
		texts["wrapped and quoted at "+strconv.Itoa(width)] = wrapped(uriMessage(uri), width, "> ")
	}
	for name, text := range texts {
		isNearMiss(t, name, explain.Explain(text, xSnapshot(nil), xProfile()))
	}
	t.Logf("%d wrappings read", len(texts))
}

// wrapped breaks each line at a width, within words too, as a terminal does.
func wrapped(text string, width int, mark string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		for len(line) > width {
			out, line = append(out, mark+line[:width]), line[width:]
		}
		out = append(out, mark+line)
	}
	return strings.Join(out, "\n")
}

// TestWhatCouldNotBeReadIsNotRuledOut: two addresses as likely as each other, or one
// that was cut, leave the question open.
func TestWhatCouldNotBeReadIsNotRuledOut(t *testing.T) {
	for _, text := range []string{
		"AADSTS50011",
		"AADSTS50011: https://other.example/a and https://more.example/b do not match",
		"AADSTS50011 https://portal.example.test/very-\nlong is not known",
		"AADSTS50011: 'https://a.example/x' 'https://b.example/y'",
	} {
		e := explain.Explain(text, xSnapshot(nil), xProfile())
		if e.Message.RedirectURI != "" || len(e.Causes) == 0 {
			t.Errorf("%q: %+v", text, e)
		}
		for _, c := range e.Causes {
			if c.Truth == explain.TruthRuledOut {
				t.Errorf("%q rules out: %+v", text, c)
			}
		}
	}
}

// TestNumbersThatAreNoCodes: a number among other words claims nothing.
func TestNumbersThatAreNoCodes(t *testing.T) {
	for _, text := range []string{
		"Suite 50011, Springfield", "dial tcp 10.0.0.1:50105: refused", "call +1 50011 22", "Invoice 65001 is due", "$ 50105", "ticket 50020 was closed yesterday",
		"listening on port 53003", "PLZ 50126 Berlin", "room 90072", "v50011", "50011-22", "version 5.50011", "my employee number is 50034",
	} {
		if e := explain.Explain(text, xSnapshot(nil), xProfile()); len(e.Topics) > 0 || len(e.Causes) > 0 {
			t.Errorf("%q: %s", text, topicsOf(e))
		}
	}
	for text, want := range map[string]string{
		"50011": "AADSTS50011", "error 50011": "AADSTS50011", "(50011)": "AADSTS50011", "Fehler 50105": "AADSTS50105", "error code: 53003": "AADSTS53003",
		"what is 65001?": "AADSTS65001", "50011 and 50105": "AADSTS50011 AADSTS50105", "#50034": "AADSTS50034", "Error code: 123456": "",
		"Correlation ID: " + xCorr + "\nError code: 999999": "AADSTS999999",
	} {
		if got := topicsOf(explain.Explain(text, xSnapshot(nil), xProfile())); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestARefusalOfTheSignInClientIsNoFaultOfTheRegistration: told by its id or its
// name, in any language; the registration's causes are not looked at.
func TestARefusalOfTheSignInClientIsNoFaultOfTheRegistration(t *testing.T) {
	for _, c := range entra.ShippedClients() {
		refusedClient(t, c.ID, c.Name)
	}
}

func refusedClient(t *testing.T, id, name string) {
	t.Helper()
	for _, n := range []int{50105, 7000112, 700016, 65001, 90094, 50011, 53003, 530035, 50020, 7000229, 65002} {
		for _, text := range []string{
			message(n, "Your administrator has configured the application "+name+" ('"+id+"') to block users."),
			message(n, "Die Anwendung \""+id+"\" ist nicht erlaubt."),
			"You don't have access to this\nError Code: " + strconv.Itoa(n) + "\nApp name: " + name + "\nApp id: " + id + "\nCorrelation Id: " + xCorr,
		} {
			e := explain.Explain(text, xSnapshot(func(s *setup.Snapshot) { s.App.Value.SPA.URIs = nil; s.Grants.Value = nil }), xProfile())
			if e.Message.Client != name {
				t.Errorf("%d: the message is about %q: %s", n, e.Message.Client, text)
			}
			for _, c := range e.Causes {
				if c.Finding != "" || !strings.Contains(c.Text, name) {
					t.Errorf("%d blames the registration: %+v", n, c)
				}
			}
			for _, topic := range e.Topics {
				said := topic.Cause + topic.Remedy
				for _, other := range append([]string{"{client}"}, clientNamesBut(name)...) {
					if strings.Contains(said, other) {
						t.Errorf("%d of %s speaks of %s: %s", n, name, other, said)
					}
				}
				if strings.Contains(said, "step 22") || strings.Contains(said, "12 redirect URIs is") || strings.Contains(said, "both ids in the MTP") {
					t.Errorf("%d: %+v", n, topic)
				}
			}
		}
	}
	// The registration's own refusal stays what it is, also with the client beside it.
	e := explain.Explain(message(50105, "application '"+xApp+"'")+"\nsigned in with "+name, xSnapshot(nil), xProfile())
	if e.Message.Client != "" || e.Message.AppID != xApp {
		t.Errorf("%+v", e.Message)
	}
	e = explain.Explain(message(7000112, "Application '"+xOther+"' is disabled."), xSnapshot(nil), xProfile(), xOther)
	if !strings.Contains(e.Message.Client, xOther) {
		t.Errorf("a client that was named: %+v", e.Message)
	}
}

// clientNamesBut are the names of the clients that Microsoft ships, without one.
func clientNamesBut(name string) (others []string) {
	for _, c := range entra.ShippedClients() {
		if c.Name != name {
			others = append(others, c.Name)
		}
	}
	return others
}

// TestCodesOfOtherServicesAreNamedAsSuch: nobody is sent to Entra's page for them.
func TestCodesOfOtherServicesAreNamedAsSuch(t *testing.T) {
	for text, want := range map[string]string{
		"AADB2C90118: The user has forgotten their password.": "AADB2C90118", "An error occurred. MSIS7065: There are no registered protocol handlers": "MSIS7065",
		"Error code: 0x801c03f3": "0X801C03F3", "Something went wrong. CAA2000B": "CAA2000B", "Code 80180018": "80180018", "0x80072EFD": "0X80072EFD",
	} {
		e := explain.Explain(text, xSnapshot(nil), xProfile())
		if topicsOf(e) != want || e.Topics[0].Kind != explain.TopicForeign || strings.Contains(e.Topics[0].Remedy, "login.microsoftonline.com/error") {
			t.Errorf("%q: %+v", text, e.Topics)
		}
	}
}

// TestWhoseTenantHasNotAgreed: "Need admin approval" in a customer's tenant is told
// apart from the partner's own, and leads to that tenant's page.
func TestWhoseTenantHasNotAgreed(t *testing.T) {
	const customer = "2f0c1a7b-93d4-4e58-8c16-b5d7e0a94f21"
	for text, want := range map[string]string{
		"Need admin approval": "unknown",
		message(90094, "AppId "+xApp+" in tenant '"+customer+"' needs approval."):                "true",
		message(65001, "application '"+xApp+"', tenant '"+xTenant+"'"):                           "ruled-out",
		message(65001, "account from identity provider 'https://sts.windows.net/"+customer+"/'"): "true",
	} {
		e := explain.Explain(text, xSnapshot(nil), xProfile())
		found := false
		for _, c := range e.Causes {
			if !strings.Contains(c.Text, "customer's") && !strings.Contains(c.Text, "another company's tenant") {
				continue
			}
			found = true
			link := strings.Contains(c.Remedy, "/adminconsent?client_id="+xApp) && strings.Contains(c.Remedy, "User.Read.All")
			if string(c.Truth) != want || (want != "ruled-out") != link || want == "true" && !strings.Contains(c.Remedy, "/"+customer+"/adminconsent") {
				t.Errorf("%q: %+v", text, c)
			}
		}
		if !found {
			t.Errorf("%q asks nobody whose tenant it was: %+v", text, e.Causes)
		}
	}
}
