package explain_test

import (
	"strings"
	"testing"

	"ssowizard/internal/explain"
	"ssowizard/internal/setup"
)

// TestNeedAdminApprovalInOtherLanguages: the heading of the page, as Microsoft's own articles in that language quote it, in
// one line and wrapped.
func TestNeedAdminApprovalInOtherLanguages(t *testing.T) {
	for language, page := range map[string]string{
		"English": "Need admin approval", "German": "Administratorgenehmigung erforderlich",
		"French": "Approbation de l\u2019administrateur requise", "Spanish": "Se necesita la aprobaci\u00f3n del administrador",
		"Portuguese": "Aprova\u00e7\u00e3o do administrador necess\u00e1ria", "Italian": "\u00c8 necessaria l'approvazione dell'amministratore",
		"Japanese": "管理者の承認が必要です", "Japanese, wrapped": "管理者の承認が\n必要です",
		"Chinese": "需要管理员批准", "Chinese, wrapped": "需要管理员\n  批准",
	} {
		e := explain.Explain(page+"\nMicrosoft Graph Command Line Tools", setup.Snapshot{}, setup.Profile{})
		if len(e.Topics) != 1 || e.Topics[0].Code != "AADSTS90094" || e.Topics[0].Remedy == "" {
			t.Errorf("%s: %+v", language, e.Topics)
		}
	}
}

// TestAPageInAnyLanguageIsToldByWhatNoLanguageChanges: addresses, numbers, and ids, among words that are not known here.
func TestAPageInAnyLanguageIsToldByWhatNoLanguageChanges(t *testing.T) {
	const words = "ここに日本語の文 · 这里是中文 · tu jest polski tekst\n"
	for name, c := range map[string]struct{ text, codes string }{
		"an error address":     {"https://login.microsoftonline.com/error?code=90094", "AADSTS90094"},
		"an address sent back": {"http://localhost:4711/?error=access_denied&error_description=AADSTS65004%3a+x&state=1", "AADSTS65004"},
		"the answer's numbers": {`{"error":"access_denied","error_codes":[90094]}`, "AADSTS90094"},
		"full-width digits":    {"ＡＡＤＳＴＳ９００９４", "AADSTS90094"},
		"nothing":              {"", ""},
	} {
		e := explain.Explain(words+c.text+"\n"+words, setup.Snapshot{}, setup.Profile{})
		var codes []string
		for _, x := range e.Topics {
			codes = append(codes, x.Code)
		}
		if got := strings.Join(codes, " "); got != c.codes {
			t.Errorf("%s: %q, want %q", name, got, c.codes)
		}
	}
	const client = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
	e := explain.Explain(words+client+"\n"+words, setup.Snapshot{}, setup.Profile{})
	if len(e.Values) != 1 || e.Values[0].Kind != explain.ValueWellKnown {
		t.Errorf("the sign-in client is not told by its id: %+v", e.Values)
	}
}
