package explain_test

import (
	"os"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/explain"
	"ssowizard/internal/setup"
)

// TestAWordIsExplained in the ways in which people type it, and only where it is all
// that they typed.
func TestAWordIsExplained(t *testing.T) {
	for text, want := range map[string]string{
		"tenant": "tenant", "Tenant ID": "tenant ID", "what is a tenant?": "tenant", "redirect URIs": "redirect URI",
		"Reply URL": "redirect URI", "\"SPA\"": "SPA", "single page application": "SPA",
		"Enterprise Application": "service principal", "key id": "secret ID", "AADSTS": "AADSTS",
		"user.read.all": "User.Read.All", "SSO": "single sign-on", "what are receipts": "receipt",
	} {
		e := explain.Explain(text, setup.Snapshot{}, setup.Profile{})
		if len(e.Topics) != 1 || e.Topics[0].Kind != explain.TopicWord || e.Topics[0].Code != want {
			t.Errorf("%q is explained by %+v, want %q", text, e.Topics, want)
		}
	}
	for _, text := range []string{"", "?", "no such word", "the tenant does not exist in this directory",
		"AADSTS50011 redirect uri"} {
		for _, topic := range explain.Explain(text, setup.Snapshot{}, setup.Profile{}).Topics {
			if topic.Kind == explain.TopicWord {
				t.Errorf("%q is taken for the word %q", text, topic.Code)
			}
		}
	}
}

// TestEachWordFindsItself: nothing else in a text of that one word is taken for more.
func TestEachWordFindsItself(t *testing.T) {
	for _, w := range assets.Glossary() {
		e := explain.Explain(w.Word, setup.Snapshot{}, setup.Profile{})
		if len(e.Topics) != 1 || e.Topics[0].Code != w.Word {
			t.Errorf("%q is explained by %+v", w.Word, e.Topics)
		}
	}
}

// TestTheGlossaryIsTheList: docs/glossary.md is written from the assets.
// `go run ./internal/explain/glossary > docs/glossary.md` writes it anew.
func TestTheGlossaryIsTheList(t *testing.T) {
	was, err := os.ReadFile("../../docs/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(was) != explain.Glossary() {
		t.Error("docs/glossary.md is not what the assets say")
	}
}
