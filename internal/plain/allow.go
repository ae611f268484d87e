package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

func (f *front) sayHandOverSecret() error {
	h, err := f.eng.HandOverSecret()
	if err != nil {
		return err
	}
	f.Say("Send this to a colleague who may change policies on applications:")
	f.Say("")
	f.Say("%s", h.Text)
	f.Say("")
	f.Say("Or with Microsoft Graph PowerShell:")
	for _, line := range h.Commands {
		f.Say("  %s", line)
	}
	f.Say("")
	return nil
}

// allowedFirst makes a secret in a run that nobody watches. Where Entra refuses it
// because of a policy that could not be read before, a run that was told to tries to
// exempt the registration; a refusal of that is the answer of who may.
func (f *front) allowedFirst(ctx context.Context, write func(context.Context) error) error {
	err := write(ctx)
	if !advice.SecretsForbidden(err) || !f.cfg.AllowSecret || f.eng.MayAllow() == setup.AllowNo {
		return err
	}
	f.Say("Entra refused the secret because of a policy. As --allow-secret-exemption says, this " +
		"registration is given a policy of its own that allows one.")
	f.eng.SetAllowing(setup.AllowAnyway)
	err = write(ctx)
	if advice.Denied(err) {
		f.Say("Entra refused that too: this account may not change policies on applications.")
		return &judge.ForbiddenError{May: setup.AllowNo}
	}
	return err
}

// handedOver ends a run whose secret a colleague has to allow: everything else is
// done, the message is printed, and a later run goes on. nil: there is a secret.
func (f *front) handedOver(err error) error {
	refused := advice.SecretsForbidden(err)
	made := f.eng.Profile().Secret.KeyID != ""
	if err != nil && !refused || err == nil && (made || !f.eng.SecretForbidden()) {
		return err
	}
	if agreed := (*judge.ForbiddenError)(nil); errors.As(err, &agreed) && agreed.Agreed {
		return err
	}
	f.Say("")
	if err := f.sayHandOverSecret(); err != nil {
		return err
	}
	why := "A client secret has to be allowed first, by a colleague. Nothing else is missing that can be " +
		"done from here; run it again when that is done."
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
	if !advice.SecretsForbidden(err) {
		return err
	}
	var part *advice.ApplyError
	stop := &outcome.Stopped{Written: errors.As(err, &part) && len(part.Written) > 0,
		Findings: f.forbiddenBy(), Cause: err}
	if agreed := (*judge.ForbiddenError)(nil); errors.As(err, &agreed) && agreed.Agreed {
		a := advice.Advise(err)
		stop.Why = strings.TrimSpace(fmt.Sprintf("%s So none was made, and the old one is untouched. %s",
			text.Sentence(a.What), text.Sentence(a.Do)))
		return stop
	}
	f.Say("")
	if err := f.sayHandOverSecret(); err != nil {
		return err
	}
	stop.Why = "A client secret has to be allowed first, by a colleague. No new one was made, and the " +
		"old one is untouched. Run it again when it is allowed."
	return stop
}
