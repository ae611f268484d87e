package arrival

import (
	"context"
	"strings"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
)

// byCode is the sign-in by a device code. Beside the code stand the company, the app that
// Microsoft will name, and whom not to give the code to: to a person it looks exactly like
// what fraudsters do.
var byCode = signer{id: steps.PageCode, way: engine.OnNewCode, page: codePage,
	begin: steps.Work{What: "Asking Microsoft for a code", Usual: 3 * time.Second,
		Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
			return w.SignInDevice(ctx)
		}},
	wait: awaitCode,
	plays: func(p *engine.Practice) func(*steps.SignIn) error {
		if p.Approve == nil {
			return nil
		}
		return func(in *steps.SignIn) error { return p.Approve(in.Code.UserCode) }
	},
	ways: []steps.Way{steps.On("copy", steps.To(steps.Here),
		func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			return steps.Stay(steps.Copy{Label: "Code", Text: local.(*steps.SignIn).Code.UserCode})
		})},
}

func awaitCode(_ *steps.Walk, in *steps.SignIn) steps.Work {
	code := in.Code
	return steps.Work{What: "Waiting for you in the browser",
		SignIn: &steps.Meanwhile{Until: code.Expires, Alone: blockedAlone},
		Do: func(ctx context.Context, w steps.Worker, say func(change.Note)) (any, error) {
			return signedIn{}, w.AwaitDevice(ctx, code, func(n entra.DeviceNote) { say(deviceNote(n)) })
		}}
}

// blockedAlone is said where nobody can be asked: the refusal shows in the browser alone.
const blockedAlone = "If the browser shows \"You don't have access to this\" or \"You can't get there " +
	"from here\", your company blocks codes: stop this and run it again with --sign-in browser."

// deviceNote says what the polling met, where a person needs to know.
func deviceNote(n entra.DeviceNote) change.Note {
	said := n.Detail
	switch n.State {
	case entra.NoteSlowDown:
		said = "Microsoft asks for more time between two questions"
	case entra.NoteServerTrouble:
		said = strings.TrimSpace("no answer just now, asking again " + n.Detail)
	}
	return change.Note{Text: said, Waiting: true}
}

func codePage(st steps.State, in *steps.SignIn) steps.Page {
	p := st.Task.StepOne("sign in with a code")
	if in.Code == nil {
		p.Blocks = []steps.Block{steps.Paragraph("A code is on its way. It lasts about 15 minutes from " +
			"when it is shown.")}
		return p
	}
	p.Values = []steps.Value{{Label: "Page", Text: in.Code.VerificationURI},
		{Label: "Code", Text: in.Code.UserCode}}
	p.Blocks = []steps.Block{
		{steps.Fact{Label: "Open", Text: in.Code.VerificationURI, Weight: steps.Strong},
			steps.Code{Label: "Enter", Text: in.Code.UserCode}, steps.Fact{Label: "Then", Text: asks(st)}},
		steps.Marked(steps.SignLook, "For "+company(st)+". Only enter this code if you started this "+
			"program yourself. Nobody from bvoip will ever ask you to read it out."),
	}
	p.Below = []steps.Block{{steps.Waiting{For: "you in the browser", Until: in.Code.Expires,
		Lasts: "the code lasts",
		Late:  engine.StuckBegins, LateAfter: engine.StuckAfter,
		Leave: "Another page, as \"Need admin approval\"? w says what to do. " +
			"Many companies block codes: b signs in without one."}}}
	p.Choices = []steps.Choice{{ID: "copy", Title: "Copy the code", Key: "c", Enter: "copy code",
		Screen: true}}
	return p
}
