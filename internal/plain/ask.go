package plain

import (
	"context"
	"fmt"
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/text"
)

// question is one line that a person types.
type question struct {
	text  string
	value string // offered; Enter alone takes it
	help  string // said on "?"
	empty bool   // an empty answer is an answer
	// check refuses a value with what is wrong and what to do. The typed text
	// stays as the value that Enter takes, so that nothing has to be typed again.
	check func(string) error
}

// ask puts a question until it has an answer that holds.
func (f *front) ask(ctx context.Context, q question) (string, error) {
	for empty := 0; ; {
		label := q.text
		if q.value != "" {
			label += " [" + text.Clean(q.value) + "]"
		}
		typed, err := f.read(ctx, label+": ")
		if noAnswer(err) {
			f.say("%s", text.Sentence(err.Error()))
			continue
		}
		if err != nil {
			return "", err
		}
		typed = strings.TrimSpace(typed)
		switch {
		case typed == "?" && q.help != "":
			f.say("%s", q.help)
			continue
		case typed == "" && q.value != "":
			typed = q.value
		case typed == "" && !q.empty:
			if empty++; empty == patience {
				return "", f.gaveUp()
			}
			f.say("Nothing was typed. %s", q.help)
			continue
		}
		if q.check != nil {
			if err := q.check(typed); err != nil {
				f.say("%s", text.Sentence(err.Error()))
				if !q.empty { // there an empty line is an answer of its own
					q.value = text.Clean(typed)
				}
				continue
			}
		}
		return typed, nil
	}
}

// option is one numbered choice.
type option struct {
	label string
	does  func(context.Context) error
	// word marks what is recorded as a person's word: Enter alone never takes it.
	word bool
	// says are what else may be typed for it beside its number.
	says []string
	// numbers are those of the steps that it is about: in their list they are typed, and
	// not how far down it stands.
	numbers []string
}

// patience is how often Enter alone may leave a question open before nobody is
// taken to be there.
const patience = 20

// gaveUp ends a walk at a question that only empty lines came to.
func (f *front) gaveUp() error {
	f.say("Nothing was typed %d times, so this ends here.", patience)
	return errLeave
}

// choose lists numbered choices and waits for one. Enter alone takes the
// default, which is counted from 1; with 0, or where the default would be a
// person's word, it takes none.
func (f *front) choose(ctx context.Context, options []option, preset int) (int, error) {
	return f.chooseFor(ctx, "", options, preset)
}

// chooseFor is choose with what the question is about, which "?" says first.
func (f *front) chooseFor(ctx context.Context, why string, options []option, preset int) (int, error) {
	names := names(options)
	list := func() {
		for i, o := range options {
			f.say("  %s. %s", names[i], o.label)
		}
	}
	if preset > 0 && options[preset-1].word {
		preset = 0
	}
	prompt, alone := "Number: ", "Enter alone takes none of them."
	if preset > 0 {
		prompt, alone = "Number ["+names[preset-1]+"]: ", "Enter alone takes "+names[preset-1]+"."
	}
	which := fmt.Sprintf("one of the numbers 1 to %d", len(options))
	if ofSteps(options) {
		which = "the number of a step, or what stands before another choice"
	}
	list()
	for empty := 0; ; {
		typed, err := f.read(ctx, prompt)
		if noAnswer(err) {
			f.say("%s", text.Sentence(err.Error()))
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
			if empty++; empty == patience {
				return 0, f.gaveUp()
			}
			f.say("%s Type %s.", alone, which)
			continue
		case typed == "?":
			if why != "" {
				f.say("%s", why)
			}
			f.say("Type %s and press Enter. %s Ctrl+C leaves at any time; %s.",
				which, alone, f.afterLeaving())
			list()
			continue
		}
		if at := chosen(options, names, typed); at >= 0 {
			return at, nil
		}
		f.say("%q is none of the choices. Type %s.", text.Clean(typed), which)
	}
}

// agree asks a yes-or-no question; Enter alone answers what preset says. With Yes it
// is answered beforehand, and said.
func (f *front) agree(ctx context.Context, about string, preset judge.Answer) (bool, error) {
	return f.agreeTo(ctx, about, "", preset)
}

// agreeTo is agree with what the question is about, which "?" says.
func (f *front) agreeTo(ctx context.Context, about, why string, preset judge.Answer) (bool, error) {
	if f.cfg.Yes {
		f.say("%s Yes (--yes).", about)
		return true, nil
	}
	hint := "yes/no"
	if preset != judge.AnswerNone {
		hint += " [" + string(preset) + "]"
	}
	for empty := 0; ; {
		typed, err := f.read(ctx, about+" "+hint+": ")
		if noAnswer(err) {
			f.say("%s", text.Sentence(err.Error()))
			continue
		}
		if err != nil {
			return false, err
		}
		typed = strings.ToLower(strings.TrimSpace(typed))
		if typed == "" {
			typed = string(preset)
			empty++
		}
		switch typed {
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		case "?":
			if why != "" {
				f.say("%s", why)
			}
			f.say("Type yes or no and press Enter. %s Ctrl+C leaves at any time; %s.",
				enterAlone(preset), f.afterLeaving())
			continue
		}
		if empty == patience {
			return false, f.gaveUp()
		}
		f.say("Type yes or no.")
	}
}

func enterAlone(preset judge.Answer) string {
	if preset == judge.AnswerNone {
		return "Enter alone answers nothing."
	}
	return "Enter alone answers " + string(preset) + "."
}

// read puts a question and takes the line that answers it. Where that was not
// typed at a terminal it is written behind its prompt, so that a transcript reads
// as a conversation.
func (f *front) read(ctx context.Context, prompt string) (string, error) {
	f.forget()
	f.prompt(prompt)
	typed, err := f.lines.next(ctx)
	if err == nil && !f.cfg.Live {
		f.say("%s", text.Clean(typed))
	}
	if err == nil && f.cfg.Forget != nil && f.more() {
		return "", errSeveral
	}
	return typed, err
}

// hidden asks for a line that nobody else should see.
func (f *front) hidden(ctx context.Context, about string) (string, error) {
	if f.cfg.Hidden == nil || f.lines.pending {
		f.forget()
		f.prompt(about + ": ")
		return f.lines.next(ctx)
	}
	for {
		f.forget()
		f.prompt(about + ": ")
		typed, err := f.cfg.Hidden(ctx)
		f.say("")
		if ctx.Err() != nil {
			return "", outcome.ErrInterrupted
		}
		if err != nil || f.cfg.Forget == nil || !f.more() {
			return typed, err
		}
		f.say("%s", text.Sentence(errSeveral.Error()))
	}
}
