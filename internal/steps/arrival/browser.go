package arrival

import (
	"context"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// byBrowser is the sign-in in the browser of this computer, with the way back by hand where
// no browser reaches this computer: the address it ends up at is pasted here.
var byBrowser = signer{id: steps.PageBrowser, way: engine.OnBrowser, page: browserPage,
	begin: steps.Work{What: "Preparing the sign-in", Usual: time.Second, Do: listen},
	wait:  awaitBrowser,
	plays: func(p *engine.Practice) func(*steps.SignIn) error {
		if p.Browse == nil {
			return nil
		}
		return func(in *steps.SignIn) error { return p.Browse(in.Browser.URL) }
	},
	ways: []steps.Way{
		steps.On("copy", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			return steps.Stay(steps.Copy{Label: "Address", Text: local.(*steps.SignIn).Browser.URL})
		}),
		steps.On("paste", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			in := local.(*steps.SignIn)
			in.Pasting, in.Wrong = true, ""
			return steps.Stay()
		}),
		steps.On("address", steps.To(steps.Here), takeAddress),
		steps.On(steps.Back, steps.To(steps.Here, steps.Below),
			func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
				in := local.(*steps.SignIn)
				if !in.Pasting {
					return steps.Close()
				}
				in.Pasting = false
				return steps.Stay()
			}),
	},
}

// listen opens the listener that the browser comes back to.
func listen(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
	b, err := w.SignInBrowser(ctx)
	if err == nil && ctx.Err() != nil {
		b.Close() // nobody is left to close it
	}
	return b, err
}

func awaitBrowser(_ *steps.Walk, in *steps.SignIn) steps.Work {
	b := in.Browser
	return steps.Work{What: "Waiting for the browser",
		SignIn: &steps.Meanwhile{Until: b.Expires, Takes: "address",
			About: "If the browser runs on another computer, it ends on a page that does not load: copy " +
				"that page's address and paste it here. What is typed here is not shown."},
		Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
			return signedIn{}, w.AwaitBrowser(ctx, b)
		}}
}

// takeAddress takes what was pasted. A wrong one says what to paste; the sign-in goes on.
func takeAddress(_ *steps.Walk, local any, e steps.Event) steps.Move {
	in := local.(*steps.SignIn)
	if in.Browser == nil {
		return steps.Stay()
	}
	in.Wrong = ""
	if err := in.Browser.Paste(e.Typed.Reveal()); err != nil {
		if in.Wrong = text.Sentence(err.Error()); !in.Pasting {
			return steps.Stay(steps.Notice{Text: in.Wrong})
		}
		return steps.Stay()
	}
	in.Pasting = false
	return steps.Stay(steps.Notice{Text: "The address was taken. Finishing the sign-in."})
}

func browserPage(st steps.State, in *steps.SignIn) steps.Page {
	p := st.Task.StepOne("sign in with the browser")
	if in.Browser == nil {
		p.Blocks = []steps.Block{steps.Paragraph("Opening a port on this computer that your browser can " +
			"come back through.")}
		return p
	}
	b := in.Browser
	p.Values = []steps.Value{{Label: "Address to open", Text: b.URL}}
	if in.Pasting {
		p.Back = true
		p.Blocks = []steps.Block{steps.Paragraph("After you signed in, the browser tries to reach " +
			b.RedirectURI +
			" on its own computer. If it shows an error page there, its address line still holds the " +
			"answer. Paste it here.")}
		p.Input = &steps.Input{ID: "address", Hidden: true, Veil: veiledAnswer, Wrong: in.Wrong,
			Label: "The address your browser ended up at, from its address line",
			Help: "It begins with " + b.RedirectURI + " and is long. Paste all of it. It is not shown: its " +
				"code counts as a password.", Enter: "take this address"}
		return p
	}
	p.Blocks = []steps.Block{{
		steps.Fact{Label: "1", Text: "Open this address in the browser of this computer; it stands below."},
		steps.Fact{Label: "2", Text: "Sign in. " + asks(st)},
		steps.Fact{Label: "3", Text: "Come back here. Over SSH, or where the browser is elsewhere, paste " +
			"the address that it ends up at."},
	}, {steps.Address{URL: b.URL}}}
	p.Below = []steps.Block{{steps.Waiting{For: "the browser", Until: b.Expires,
		Lasts: "the address works for",
		Late:  engine.StuckBegins, LateAfter: engine.StuckAfter,
		Leave: "Another page, as \"Need admin approval\"? w says what to do. " +
			"d signs in with a code instead."}}}
	p.Choices = []steps.Choice{
		{ID: "copy", Title: "Copy the address", Key: "c", Enter: "copy address", Screen: true},
		{ID: "paste", Title: "Paste the address back", Key: "p", Enter: "paste it back", Screen: true},
	}
	return p
}
