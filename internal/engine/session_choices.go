package engine

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// nameLimit is the longest name of a registration for organisations' accounts
// (Microsoft identity platform docs, validation differences by account type).
const nameLimit = 120

// DefaultName is offered for a new registration.
const DefaultName = "bvoip MTP portal SSO"

// CheckName tells whether a registration may have this name.
func CheckName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return &advice.NameError{Why: "it is empty."}
	case !utf8.ValidString(name):
		return &advice.NameError{Why: "it is not readable text."}
	case mtp.HoldsSecret(name):
		return &advice.NameError{Why: "it looks like the value of a client secret, " +
			"and everybody in the company can read a registration's name."}
	case utf8.RuneCountInString(name) > nameLimit:
		return &advice.NameError{Why: fmt.Sprintf("it has %d characters; %d is the most.",
			utf8.RuneCountInString(name), nameLimit)}
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return &advice.NameError{Why: "it holds a character that cannot be seen."}
		}
	}
	return nil
}

// ConfirmOwnTenant records that the person said: this is our own company, not a
// customer's.
func (r *Session) ConfirmOwnTenant() error {
	return r.Update(func(p *setup.Profile) { p.Own = true })
}

// ChooseNew decides for a new registration, and for the key by which it will be
// known even if the answer to its making is lost.
func (r *Session) ChooseNew(name string) error {
	name = strings.TrimSpace(name)
	if err := CheckName(name); err != nil {
		return err
	}
	s, p := r.Both()
	// And it keeps its unique name while it is in the recycle bin.
	gone := p.App.AppID != "" && s.App.Known && s.App.Value == nil
	if p.App.AppID != "" && !p.App.Adopted && p.App.UniqueName != "" && !gone {
		return errors.New("this walk has made a registration already; it goes on with that one")
	}
	unique := p.App.UniqueName
	if unique == "" || gone {
		unique = setup.UniquePrefix + change.RandomHex(10)
	}
	return r.Update(func(p *setup.Profile) {
		if p.App.AppID != "" {
			p.Leave()
		}
		p.Wanted.New, p.Wanted.Name = true, name
		p.App = setup.ProfileApp{UniqueName: unique}
		delete(p.Skipped, "2")
	})
}

// ChooseExisting adopts a registration by its application (client) id. Whether
// it exists is seen at the next observation.
func (r *Session) ChooseExisting(appID string) error {
	appID, ok := mtp.GUID(appID)
	if !ok {
		return &advice.NameError{Why: "an application (client) ID looks like " +
			"12345678-90ab-cdef-1234-567890abcdef."}
	}
	return r.Update(func(p *setup.Profile) {
		if p.App.AppID == appID {
			return
		}
		before := p.Clone()
		r.before = &before // update holds the lock
		p.Leave()
		p.Wanted.New = false
		p.App = setup.ProfileApp{AppID: appID, Adopted: true}
		delete(p.Skipped, "2")
	})
}

// ChooseNone takes the choice of a registration back, so that the next look
// searches for one. What this computer knows of it is put aside.
func (r *Session) ChooseNone() error {
	return r.Update(func(p *setup.Profile) {
		p.Leave()
		p.App, p.Wanted.New = setup.ProfileApp{}, false
		r.before = nil // update holds the lock
	})
}

// ChooseBack takes the last ChooseExisting back, as where nothing in the tenant
// has that id. Without one it changes nothing.
func (r *Session) ChooseBack() error {
	return r.Update(func(p *setup.Profile) {
		if b := r.before; b != nil {
			p.App, p.Secret, p.Pending, p.Renewal, p.Wanted.New, p.Begun = b.App, b.Secret, b.Pending,
				b.Renewal, b.Wanted.New, b.Begun
			p.Lost = b.Lost
			p.HandOver, p.PilotFrom, p.Confirmed, p.Skipped = b.HandOver, b.PilotFrom, b.Confirmed, b.Skipped
			p.Refused, p.Asked = b.Refused, b.Asked
		}
		r.before = nil
	})
}

// SetName sets the wanted name of a registration that is not made yet.
func (r *Session) SetName(name string) error {
	name = strings.TrimSpace(name)
	if err := CheckName(name); err != nil {
		return err
	}
	return r.Update(func(p *setup.Profile) { p.Wanted.Name = name })
}

// SetURIs takes the MTP portal's list. Problems of level fail refuse it and
// nothing is kept; warnings are returned and the list is kept.
func (r *Session) SetURIs(uris []string) ([]mtp.Problem, error) {
	problems := mtp.Judge(uris)
	var fatal []mtp.Problem
	for _, p := range problems {
		if p.Level == mtp.Fail {
			fatal = append(fatal, p)
		}
	}
	if len(fatal) > 0 {
		return problems, &advice.URIsError{Problems: fatal}
	}
	return problems, r.Update(func(p *setup.Profile) { p.Wanted.URIs = append([]string(nil), uris...) })
}

// Confirm records a person's word for a phase that only a person can judge.
func (r *Session) Confirm(phase, note string) error { return r.word(phase, note, true) }

// Skip records that a phase is left for later, and why.
func (r *Session) Skip(phase, note string) error { return r.word(phase, note, false) }

func (r *Session) word(phase, note string, confirmed bool) error {
	if _, ok := judge.PhaseByID(phase); !ok {
		return fmt.Errorf("there is no step %q", phase)
	}
	if utf8.RuneCountInString(note) > 500 {
		return errors.New("the note is longer than 500 characters")
	}
	w := setup.Word{At: r.Now().UTC(), Note: strings.TrimSpace(note)}
	return r.Update(func(p *setup.Profile) {
		delete(p.Skipped, phase)
		delete(p.Confirmed, phase)
		if confirmed {
			p.Confirmed[phase] = w
		} else {
			p.Skipped[phase] = w
		}
	})
}

// Unconfirm takes a confirmation or a skip back.
func (r *Session) Unconfirm(phase string) error {
	return r.Update(func(p *setup.Profile) { delete(p.Confirmed, phase); delete(p.Skipped, phase) })
}
