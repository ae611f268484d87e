package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// allowWay is a way of steps 23 to 27 where a policy forbids client secrets; false
// where it is as everywhere.
func (f *front) allowWay(r judge.PhaseReport, w change.Way) (option, bool) {
	if !f.eng.SecretForbidden() {
		return option{}, false
	}
	do := func(ctx context.Context) error { return f.act(ctx, r.Phase) }
	switch w {
	case change.WayAsk:
		return option{label: "Ask a colleague to allow it; this program waits, and makes the secret", does: f.handOverSecret}, f.eng.Profile().App.AppID != ""
	case change.WayAllow:
		return option{label: "Try to allow it with your role (a policy for this registration alone; shown before it is written)", does: func(ctx context.Context) error {
			f.eng.SetAllowing(setup.AllowAnyway)
			defer f.eng.SetAllowing(setup.AllowShown)
			return do(ctx)
		}}, true
	case change.WayDo:
		switch {
		case !f.eng.Snapshot().Secrets.Known:
			return option{label: "Try again to make it (Entra tells whether it is allowed by now; a refusal makes nothing)", does: do}, true
		case f.eng.MayAllow() == setup.AllowYes:
			return option{label: "Allow it, and make it for me (a policy for this registration alone, then the secret; shown before it is written)", does: do}, true
		}
		return option{label: "Try to allow it, and make it (Entra refuses unless your role allows it; shown before it is written)", does: do}, true
	}
	return option{}, false
}

// handOverSecret prints what to send, shows the secret that will be made, and waits
// until it may be. The wait can be left at any time and taken up by a later run.
func (f *front) handOverSecret(ctx context.Context) error {
	if err := f.sayHandOverSecret(); err != nil {
		return err
	}
	options := []option{
		{label: "Wait for it here, and make the secret as soon as it is allowed"},
		{label: "Do not wait; a later run looks again"},
	}
	if p := f.cfg.Practice; p != nil && p.AllowSecret != nil {
		options = append(options, option{label: "Play the colleague: allow it from inside this program, and wait"})
	}
	n, err := f.choose(ctx, options, 1)
	if err != nil || n == 1 {
		return err
	}
	if n == 2 {
		if err := f.cfg.Practice.AllowSecret(f.eng.Profile().App.AppID); err != nil {
			return err
		}
	}
	return f.withSession(ctx, func() error {
		if err := f.observeUnread(ctx); err != nil {
			return err
		}
		plan, err := f.eng.PlanSecretLater()
		if err != nil {
			return err
		}
		f.showPlan(plan)
		yes, err := f.agreePlan(ctx, plan)
		if err != nil || !yes {
			return err
		}
		return f.untilEnter(ctx, "a client secret to be allowed", func(ctx context.Context, note func(change.Note)) error {
			_, err := f.eng.AwaitSecret(ctx, plan, note)
			return err
		})
	})
}

func (f *front) sayHandOverSecret() error {
	h, err := f.eng.HandOverSecret()
	if err != nil {
		return err
	}
	f.say("Send this to a colleague who may change policies on applications:")
	f.say("")
	f.say("%s", h.Text)
	f.say("")
	f.say("Or with Microsoft Graph PowerShell:")
	for _, line := range h.Commands {
		f.say("  %s", line)
	}
	f.say("")
	return nil
}

// allowedFirst makes a secret in a run that nobody watches. Where Entra refuses it
// because of a policy that could not be read before, a run that was told to tries to
// exempt the registration; a refusal of that is the answer of who may.
func (f *front) allowedFirst(ctx context.Context, write func(context.Context) error) error {
	err := write(ctx)
	if !errors.Is(err, graph.ErrSecretsForbidden) || !f.cfg.AllowSecret || f.eng.MayAllow() == setup.AllowNo {
		return err
	}
	f.say("Entra refused the secret because of a policy. As --allow-secret-exemption says, this registration is given a policy of its own that allows one.")
	f.eng.SetAllowing(setup.AllowAnyway)
	err = write(ctx)
	if errors.Is(err, graph.ErrDenied) {
		f.say("Entra refused that too: this account may not change policies on applications.")
		return &judge.ForbiddenError{May: setup.AllowNo}
	}
	return err
}

// handedOver ends a run whose secret a colleague has to allow: everything else is
// done, the message is printed, and a later run goes on. nil: there is a secret.
func (f *front) handedOver(err error) error {
	refused := errors.Is(err, graph.ErrSecretsForbidden)
	if err != nil && !refused || err == nil && (f.eng.Profile().Secret.KeyID != "" || !f.eng.SecretForbidden()) {
		return err
	}
	if agreed := (*judge.ForbiddenError)(nil); errors.As(err, &agreed) && agreed.Agreed {
		return err
	}
	f.say("")
	if err := f.sayHandOverSecret(); err != nil {
		return err
	}
	why := "A client secret has to be allowed first, by a colleague. Nothing else is missing that can be done from here; run it again when that is done."
	f.report()
	return &outcome.Stopped{Why: why, Written: true, Findings: f.forbiddenBy()}
}

// forbiddenBy are the findings of a policy that forbids client secrets.
func (f *front) forbiddenBy() []setup.Finding {
	var out []setup.Finding
	for _, x := range f.eng.Verdict(judge.Walking).Phase("23-27").Findings() {
		if x.Code == setup.CodeSecretsForbidden {
			out = append(out, x)
		}
	}
	return out
}

// forbiddenRenewal ends a renewal without a person where no secret may be made, before
// its first write if that was seen before: the old one stays in use, and a colleague
// is asked. It passes on every other end.
func (f *front) forbiddenRenewal(err error) error {
	if !errors.Is(err, graph.ErrSecretsForbidden) {
		return err
	}
	var part *advice.ApplyError
	stop := &outcome.Stopped{Written: errors.As(err, &part) && len(part.Written) > 0, Findings: f.forbiddenBy(), Cause: err}
	if agreed := (*judge.ForbiddenError)(nil); errors.As(err, &agreed) && agreed.Agreed {
		a := advice.Advise(err)
		stop.Why = strings.TrimSpace(fmt.Sprintf("%s So none was made, and the old one is untouched. %s", text.Sentence(a.What), text.Sentence(a.Do)))
		return stop
	}
	f.say("")
	if err := f.sayHandOverSecret(); err != nil {
		return err
	}
	stop.Why = "A client secret has to be allowed first, by a colleague. No new one was made, and the old one is untouched. Run it again when it is allowed."
	return stop
}
