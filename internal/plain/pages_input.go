package plain

import (
	"context"

	"ssowizard/internal/secret"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// askInput asks for the text that a page wants. Where there are choices beside it, they
// are listed behind it.
func (p *pages) askInput(ctx context.Context, page steps.Page, list []option, events []steps.Event,
	choices bool) (steps.Event, error) {
	in := page.Input
	if in.Wrong != "" {
		p.say("%s", text.Sentence(in.Wrong))
	}
	if in.Found != "" {
		p.say("%s.", text.Capital(in.Found))
	}
	for {
		if choices {
			n, err := p.chooseFor(ctx, in.Help, append([]option{{label: in.Label}}, list...), 1)
			if err != nil || n > 0 {
				return events[max(n, 1)-1], err
			}
		}
		e, given, err := p.typed(ctx, in, choices || len(p.stack) > 1 || p.out != "")
		if err != nil || given {
			return e, err
		}
		if !choices {
			return steps.Event{On: steps.Back}, nil
		}
	}
}

// typed asks until nothing is wrong with what was typed. Where there is a way back and an
// empty line is no answer, that is it.
func (p *pages) typed(ctx context.Context, in *steps.Input, mayGoBack bool) (e steps.Event, given bool, err error) {
	back := mayGoBack && in.Value == "" && in.Wants("") != nil
	q := question{text: in.Label, value: in.Value, help: in.Help, empty: back || in.Wants("") == nil,
		check: func(s string) error {
			if back && s == "" {
				return nil
			}
			return in.Wants(s)
		}}
	if back {
		q.text += " (an empty line goes back)"
	}
	if !in.Hidden {
		typed, err := p.front.ask(ctx, q)
		return steps.Event{On: in.ID, Arg: typed}, !back || typed != "", err
	}
	for empty := 0; empty < patience; {
		typed, err := p.hidden(ctx, q.text)
		if err != nil || back && typed == "" {
			return e, false, err
		}
		if err = q.check(typed); err == nil {
			return steps.Event{On: in.ID, Typed: secret.New(typed)}, true, nil
		}
		if p.say("%s", text.Sentence(err.Error())); typed == "" {
			empty++
		}
	}
	return e, false, p.gaveUp()
}
