package talk

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"ssowizard/internal/outcome"
	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// ErrLeft says that the person chose to leave, or that nobody is there.
var ErrLeft = errors.New("left by choice")

// Question is one line that a person types.
type Question struct {
	Text  string
	Value string // offered; Enter alone takes it
	Help  string // said on "?"
	Empty bool   // an empty answer is an answer
	// Check refuses a value with what is wrong and what to do. What Enter alone takes
	// stays what it was.
	Check func(string) error
}

// Ask puts a question until it has an answer that holds.
func (v *Voice) Ask(ctx context.Context, q Question) (string, error) {
	for empty := 0; ; {
		label := q.Text
		if q.Value != "" {
			label += " [" + text.Clean(q.Value) + "]"
		}
		typed, err := v.read(ctx, label+": ")
		if noAnswer(err) {
			v.Say("%s", text.Sentence(err.Error()))
			continue
		}
		if err != nil {
			return "", err
		}
		typed = strings.TrimSpace(typed)
		switch {
		case typed == "?" && q.Help != "":
			v.Say("%s", q.Help)
			continue
		case typed == "" && q.Value != "":
			typed = q.Value
		case typed == "" && !q.Empty:
			if empty++; empty == Patience {
				return "", v.GaveUp()
			}
			v.Say("Nothing was typed. %s", q.Help)
			continue
		}
		if err := q.wrong(typed); err != nil {
			v.Say("%s", text.Sentence(wire.WithoutSecrets(err.Error())))
			continue
		}
		return typed, nil
	}
}

// wrong tells what is wrong with an answer. One with a control character (an arrow key, say)
// is another one than what was seen.
func (q Question) wrong(typed string) error {
	if q.Check != nil {
		if err := q.Check(typed); err != nil {
			return err
		}
	}
	if strings.ContainsFunc(typed, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }) {
		return errUnseen
	}
	return nil
}

// Option is one numbered choice.
type Option struct {
	Label string
	// Word marks what is recorded as a person's word: Enter alone never takes it.
	Word bool
	// Says are what else may be typed for it beside its number.
	Says []string
	// Numbers are those of the steps that it is about: in their list they are typed, and
	// not how far down it stands.
	Numbers []string
}

// Patience is how often Enter alone may leave a question open before nobody is
// taken to be there.
const Patience = 20

// GaveUp ends a walk at a question that only empty lines came to.
func (v *Voice) GaveUp() error {
	v.Say("Nothing was typed %d times, so this ends here.", Patience)
	return ErrLeft
}

// Choose lists numbered choices and waits for one. Enter alone takes the
// default, which is counted from 1; with 0, or where the default would be a
// person's word, it takes none.
func (v *Voice) Choose(ctx context.Context, options []Option, preset int) (int, error) {
	return v.ChooseFor(ctx, "", options, preset)
}

// ChooseFor is Choose with what the question is about, which "?" says first.
func (v *Voice) ChooseFor(ctx context.Context, why string, options []Option, preset int) (int, error) {
	names := names(options)
	list := func() {
		for i, o := range options {
			v.Say("  %s. %s", names[i], o.Label)
		}
	}
	if preset > 0 && options[preset-1].Word {
		preset = 0
	}
	prompt, alone := "Number: ", "Enter alone takes none of them."
	if preset > 0 {
		prompt, alone = "Number ["+names[preset-1]+"]: ", "Enter alone takes "+names[preset-1]+"."
	}
	which := taken(options)
	list()
	for empty := 0; ; {
		typed, err := v.read(ctx, prompt)
		if noAnswer(err) {
			v.Say("%s", text.Sentence(err.Error()))
			continue
		}
		if err != nil {
			return 0, err
		}
		typed = strings.TrimSuffix(strings.TrimSpace(typed), ".")
		switch {
		case typed == "" && preset > 0:
			return preset - 1, nil
		case typed == "":
			if empty++; empty == Patience {
				return 0, v.GaveUp()
			}
			v.Say("%s Type %s.", alone, which)
			continue
		case typed == "?":
			if why != "" {
				v.Say("%s", why)
			}
			v.Say("Type %s and press Enter. %s Ctrl+C leaves at any time; %s.",
				which, alone, v.t.Leaving())
			list()
			continue
		}
		if at := chosen(options, names, typed); at >= 0 {
			return at, nil
		}
		if strings.EqualFold(typed, Leaves) {
			return 0, ErrLeft
		}
		v.Say("%q is none of the choices. Type %s.", repeated(typed), which)
	}
}

// Forget takes away, before a question is put at a terminal, what was typed or
// pasted before: it cannot have been meant for it.
func (v *Voice) Forget() {
	if v.t.Forget == nil {
		return
	}
	had := false
	if v.in.pending {
		v.t.Forget(0, true)
		had = v.in.drop(pasteGap)
	}
	if !v.in.pending {
		had = v.more() || had
	}
	if had {
		v.Say("")
		v.Say("What was typed before this question was not taken.")
	}
}

// more takes away what came with a line that was read, and tells whether there
// was any.
func (v *Voice) more() bool {
	had := v.in.r.Buffered() > 0
	_, _ = v.in.r.Discard(v.in.r.Buffered()) // as many as there are
	return v.t.Forget(pasteGap, false) || had
}

// Agree asks a yes-or-no question; Enter alone answers no.
func (v *Voice) Agree(ctx context.Context, about string) (bool, error) {
	for {
		typed, err := v.read(ctx, about+" yes/no [no]: ")
		if noAnswer(err) {
			v.Say("%s", text.Sentence(err.Error()))
			continue
		}
		if err != nil {
			return false, err
		}
		switch strings.ToLower(strings.TrimSpace(typed)) {
		case "y", "yes":
			return true, nil
		case "n", "no", "":
			return false, nil
		case "?":
			v.Say("Type yes or no and press Enter. Enter alone answers no. Ctrl+C leaves at any time; %s.",
				v.t.Leaving())
			continue
		}
		v.Say("Type yes or no.")
	}
}

// repeated is a line as it is said again: a secret that was typed at the wrong question
// is not.
func repeated(typed string) string { return text.Clean(wire.WithoutSecrets(typed)) }

// read puts a question and takes the line that answers it. Where that was not
// typed at a terminal it is written behind its prompt, so that a transcript reads
// as a conversation.
func (v *Voice) read(ctx context.Context, prompt string) (string, error) {
	v.Forget()
	v.prompt(prompt)
	typed, err := v.in.next(ctx)
	if err == nil && !v.t.Live {
		v.Say("%s", repeated(typed))
	}
	if err == nil && v.t.Forget != nil && v.more() {
		return "", errSeveral
	}
	return typed, err
}

// AskHidden asks for a line that nobody else should see.
func (v *Voice) AskHidden(ctx context.Context, about string) (string, error) {
	if v.t.Hidden == nil || v.in.pending {
		v.Forget()
		v.prompt(about + ": ")
		return v.in.next(ctx)
	}
	for {
		v.Forget()
		v.prompt(about + ": ")
		typed, err := v.t.Hidden(ctx)
		v.Say("")
		if ctx.Err() != nil {
			return "", outcome.ErrInterrupted
		}
		if err != nil || v.t.Forget == nil || !v.more() {
			return typed, err
		}
		v.Say("%s", text.Sentence(errSeveral.Error()))
	}
}
