package plain

import (
	"context"
	"errors"
	"strings"

	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/secret"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// askInput asks for the text that a page wants. Where there are choices beside it, they
// are listed behind it.
func (p *pages) askInput(ctx context.Context, page steps.Page, list []talk.Option, events []steps.Event,
	choices bool) (steps.Event, error) {
	in := page.Input
	if in.Wrong != "" {
		p.Say("%s", text.Sentence(in.Wrong))
	}
	if in.Found != "" {
		p.Say("%s.", text.Capital(in.Found))
	}
	at := 1
	if in.Lines != nil && in.Value != "" { // there is a text, and the choices are about it
		at += preset(page, events)
	}
	for {
		if choices {
			n, err := p.ChooseFor(ctx, in.Help, append([]talk.Option{{Label: in.Label}}, list...), at)
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
func (p *pages) typed(ctx context.Context, in *steps.Input, mayGoBack bool) (e steps.Event, given bool,
	err error) {
	if in.Lines != nil {
		typed, err := p.typedLines(ctx, in.Lines)
		return steps.Event{On: in.ID, Arg: typed}, strings.TrimSpace(typed) != "", err
	}
	back := mayGoBack && in.Value == "" && in.Wants("") != nil
	q := talk.Question{Text: in.Label, Value: in.Value, Help: in.Help, Empty: back || in.Wants("") == nil,
		Check: func(s string) error {
			if back && s == "" {
				return nil
			}
			return in.Wants(s)
		}}
	if back {
		q.Text += " (an empty line goes back)"
	}
	if !in.Hidden {
		typed, err := p.Ask(ctx, q)
		return steps.Event{On: in.ID, Arg: typed}, !back || typed != "", err
	}
	for empty := 0; empty < talk.Patience; {
		typed, err := p.AskHidden(ctx, q.Text)
		if err != nil || back && typed == "" {
			return e, false, err
		}
		if err = q.Check(typed); err == nil {
			return steps.Event{On: in.ID, Typed: secret.New(typed)}, true, nil
		}
		if p.Say("%s", text.Sentence(err.Error())); typed == "" {
			empty++
		}
	}
	return e, false, p.GaveUp()
}

// typedLines reads lines until a dot, or an empty one once they are enough. Too few and an
// empty one are no end yet: pastes hold empty lines.
func (p *pages) typedLines(ctx context.Context, in *steps.Lines) (string, error) {
	p.Forget()
	p.Say("%s", in.Ask)
	var typed strings.Builder
	for empty := 0; ; {
		line, err := p.Next(ctx)
		if errors.Is(err, outcome.ErrInputEnded) && typed.Len() > 0 {
			return typed.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch strings.TrimSpace(line) {
		case ".":
			return typed.String(), nil
		case "":
		default:
			empty = 0
			typed.WriteString(line + "\n") // with its blanks: they tell where a line was broken
			continue
		}
		typed.WriteString("\n")
		said, enough := in.Read(typed.String())
		if empty++; enough || empty > 1 {
			return typed.String(), nil
		}
		p.Say("%s", said)
	}
}

// tellRead says how a text of many lines was read, wherever it leads.
func (p *pages) tellRead(top *steps.Frame, e steps.Event) {
	page := p.walk.Page(top)
	if page.Input == nil || page.Input.Lines == nil || e.On != page.Input.ID {
		return
	}
	delete(p.said, top)
	p.tell(top, page)
}
