package setup

import (
	"encoding/json"
	"reflect"
	"strings"

	"ssowizard/assets"
	"ssowizard/internal/messages"
)

// Text says what was noticed, in whole sentences.
func (f Finding) Text() string { return f.fill(f.says().Text) }

// Remedy says what to do, in whole sentences; "" where the text says it.
func (f Finding) Remedy() string { return f.fill(f.says().Remedy) }

// Want names what was wanted.
func (f Finding) Want() string { return f.fill(f.says().Want) }

// Got names what is there instead.
func (f Finding) Got() string { return f.fill(f.says().Got) }

// InWords is a finding as the documents hold it: in words, beside its code.
type InWords struct {
	Code    Code   `json:"code"`
	Level   Level  `json:"level"`
	Subject string `json:"subject,omitempty"`
	Want    string `json:"want,omitempty"`
	Got     string `json:"got,omitempty"`
	Text    string `json:"text"`
	Remedy  string `json:"remedy,omitempty"`
}

// MarshalJSON writes the finding InWords.
func (f Finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(InWords{f.Code, f.Level, f.Subject, f.Want(), f.Got(), f.Text(), f.Remedy()})
}

// String is the finding on one line, for logs.
func (f Finding) String() string { return string(f.Level) + " " + string(f.Code) + ": " + f.Told() }

func (f Finding) says() assets.Wording { return assets.Says(string(f.Code), f.Variant) }

func (f Finding) fill(text string) string {
	return messages.Expand(text, func(name string) string {
		if name == "subject" {
			return f.Subject
		}
		return f.Args.Get(name)
	})
}

// Matters says in general why a finding of this kind matters; "" where the
// catalogue has no word on it.
func (f Finding) Matters() string {
	t, _ := assets.Finding(string(f.Code))
	return t.Matters
}

// Said is the finding in one piece: which address it is about, where it is about
// one, and what of it.
func (f Finding) Said() string {
	text := f.Text()
	if strings.Contains(f.Subject, "://") && !strings.Contains(text, f.Subject) {
		return f.Subject + ": " + text
	}
	return text
}

// OfAddress tells whether the finding is about an address that its wording does not name.
func (f Finding) OfAddress() bool {
	return strings.Contains(f.Subject, "://") && !strings.Contains(f.says().Text, "{subject}")
}

// Together tells whether two findings say the same: of one thing, or of addresses that
// their wording does not name.
func (f Finding) Together(o Finding) bool {
	return f.Code == o.Code && f.Variant == o.Variant && reflect.DeepEqual(f.Args, o.Args) &&
		(f.Subject == o.Subject || f.OfAddress() && o.OfAddress())
}

// Told is the finding behind a word that says its level: what it is about, unless
// the text names it, and the text.
func (f Finding) Told() string {
	text := f.Text()
	if f.Code == CodeCouldNotCheck && f.Variant == "" {
		text = f.Args.Get("why") // the word before it says that it could not be checked
	}
	return about(f.Subject, text)
}

// ToldOf is Told of a finding that a document holds, in which all is words.
func ToldOf(code Code, subject, text string) string {
	if code == CodeCouldNotCheck {
		before, _, _ := strings.Cut(assets.Says(string(code), "").Text, "{why}")
		text = strings.TrimPrefix(text, before)
	}
	return about(subject, text)
}

func about(subject, text string) string {
	if subject == "" || strings.Contains(text, subject) {
		return text
	}
	return subject + ": " + text
}

// Contrast is what was wanted and what is there. Of what could not be read the text
// says it all.
func (f Finding) Contrast() (want, got string) {
	if f.Code == CodeCouldNotCheck {
		return "", ""
	}
	return f.Want(), f.Got()
}
