package prove

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// proveInARow is how many tokens in a row prove a new secret: one that worked may
// be refused once more by another server. Entra names no time after which a secret
// works; 4 to 18 seconds were seen. A proof gives up after Patience, and says so.
const proveInARow = 3

// chain is a proof in the making.
type chain struct {
	r    Session
	note func(setup.Proof)
	P    setup.Proof
	wait setup.Patience // of the whole proof: for the token, and for the read with it
	once bool           // the secret has worked already, so a refusal is no delay of something new
}

func (l *chain) set(id string, state setup.LinkState, detail string, took time.Duration) {
	for i := range l.P.Links {
		if l.P.Links[i].ID == id {
			l.P.Links[i].State, l.P.Links[i].Detail, l.P.Links[i].Took = state, detail, took
		}
	}
	l.note(l.P.Clone())
}

// NewChain begins a proof; note is told each change of it.
func NewChain(r Session, note func(setup.Proof)) *chain {
	l := &chain{r: r, note: note, P: setup.Proof{At: r.Now()}, wait: setup.Patience{At: r.Now()},
		once: r.Profile().Secret.Proven != nil}
	for _, spec := range judge.ChainSpecs {
		if spec.ID != "pilot" { // a person's sign-in is no part of what is proven here
			l.P.Links = append(l.P.Links, setup.LinkOf(spec.ID))
		}
	}
	return l
}

// Recent is how old a snapshot may be to count as read back, if nothing was
// written since.
const Recent = 30 * time.Second

// directoryLinks are those whose evidence is read from the directory.
var directoryLinks = []string{"tenant", "registration", "service-principal", "uris", "permission", "consent"}

// Directory fills the links that were read from the directory, as the verdict has
// them. Not being signed in leaves them open; a session that ended is passed on.
func (l *chain) Directory(err error) error {
	s, p := l.r.Both()
	if err != nil {
		for _, id := range directoryLinks[1:] {
			l.set(id, setup.LinkUnknown, "not signed in", 0)
		}
		l.set("tenant", setup.LinkOK, p.Tenant.ID, s.Took.Tenant)
		if errors.Is(err, advice.ErrNotSignedIn) {
			return nil
		}
		return err
	}
	seen := judge.Judge(s, p, judge.Checking).Proof
	for _, id := range directoryLinks {
		r := seen.Link(id)
		l.set(id, r.State, r.Detail, r.Took)
	}
	return nil
}

// AwaitToken asks for tokens until three in a row came and the last carries the
// role, or the time is up. It stops early where waiting cannot help.
func (l *chain) AwaitToken(ctx context.Context, secret secret.Value) (entra.AppToken, error) {
	p := l.r.Profile()
	pause := time.Second
	var token entra.AppToken
	l.set("token", setup.LinkNow, "", 0)
	for {
		l.P.Tries++
		t, err := l.r.AppToken(ctx, p, secret)
		var role tokenLook
		if err == nil {
			role = roleIn(ctx, l.r, p, t, secret)
		}
		l.P.Waited = l.wait.UpTo(l.r.Now())
		switch {
		case role.state == setup.LinkOK:
			token = t
			l.P.InARow, l.once = l.P.InARow+1, true
			l.P.Finding = nil
		case ctx.Err() != nil:
			return token, ctx.Err()
		default:
			l.P.InARow = 0
			if l.P.Finding = role.finding; err != nil {
				l.P.Finding = TokenFinding(p, err)
			}
			if err != nil && !worthWaiting(err) {
				l.set("token", l.P.Finding.LinkState(), l.P.Finding.Text(), l.P.Waited)
				return token, nil
			}
			if l.P.Finding.Code == setup.CodeConsentMissing && l.r.SurelyNotGranted() {
				return token, nil // a wait helps only where the grant is on its way
			}
		}
		l.set("token", setup.LinkNow, l.waitWords(), l.P.Waited)
		if l.P.InARow >= proveInARow || l.P.Waited > l.r.Patience() {
			return token, nil
		}
		if err := l.r.Sleep(ctx, pause); err != nil {
			return token, err
		}
		if l.P.InARow == 0 {
			pause = min(pause+time.Second, 10*time.Second)
		} else {
			pause = time.Second
		}
	}
}

func (l *chain) waitWords() string {
	switch {
	case l.P.InARow > 0:
		return fmt.Sprintf("%d of %d in a row", l.P.InARow, proveInARow)
	case l.P.Finding != nil && l.P.Finding.Code == setup.CodeConsentMissing:
		return fmt.Sprintf("the token does not carry the role yet · try %d", l.P.Tries)
	case AboutRead(l.P.Finding):
		return fmt.Sprintf("no user could be read with the token yet · try %d", l.P.Tries)
	}
	if l.once {
		return fmt.Sprintf("it worked before and is refused now · try %d", l.P.Tries)
	}
	return fmt.Sprintf("new secrets take 5–60 s to work · try %d", l.P.Tries)
}

// worthWaiting tells whether a refusal may be the delay of something new.
func worthWaiting(err error) bool {
	var se *entra.SignInError
	if !errors.As(err, &se) {
		return !errors.As(err, new(*entra.OtherApp)) // no answer at all: the network may come back
	}
	switch se.Kind() {
	case entra.KindSecretNotYet, entra.KindTransient, entra.KindConsent:
		return true
	}
	return false
}

// Finish fills the last links and reads one user with the token, which is what
// the MTP portal will do.
func (l *chain) Finish(ctx context.Context, t entra.AppToken, secret secret.Value) {
	if l.P.InARow < proveInARow {
		if l.P.Finding == nil {
			l.P.Finding = &setup.Finding{Code: setup.CodeSecretUnproven, Level: setup.LevelWarn,
				Subject: "secret", Args: messages.With("n", strconv.Itoa(l.P.InARow))}
		}
		if l.P.Finding.Code == setup.CodeConsentMissing && justGranted(l.r) {
			l.P.Finding = notEverywhere()
		}
		if l.P.Finding.Code == setup.CodeConsentMissing || AboutRead(l.P.Finding) {
			l.set("token", setup.LinkOK, messages.Say("evidence.token"), l.P.Waited)
			l.set("role", l.P.Finding.LinkState(), l.P.Finding.Text(), 0)
			return
		}
		l.set("token", l.P.Finding.LinkState(), l.P.Finding.Text(), l.P.Waited)
		return
	}
	p := l.r.Profile()
	l.set("token", setup.LinkOK, fmt.Sprintf("%d in a row", l.P.InARow), l.P.Waited)
	role := messages.Say("evidence.role")
	if !t.Readable {
		role = "shown by the read of one user"
	}
	l.set("role", setup.LinkOK, role, 0)
	read := l.readUntilKnown(ctx, p, t, secret)
	l.P.Finding, l.P.Good = read.finding, read.state == setup.LinkOK
	l.set("read", read.state, read.detail, read.took)
}

// TokenFinding says why a token is not the proof yet.
func TokenFinding(p setup.Profile, err error) *setup.Finding {
	if err == nil {
		return &setup.Finding{Code: setup.CodeConsentMissing, Variant: "not-in-token", Level: setup.LevelFail,
			Subject: p.Secret.KeyID}
	}
	a := advice.Advise(err)
	if !IsRefusal(err) { // no answer is no refusal
		none := setup.CouldNotCheck("a token with the secret", setup.Reason{Text: a.What, Remedy: a.Do})
		return &none
	}
	refusal := messages.With("code", a.Code, "what", a.What, "do", a.Do)
	if se, ok := errors.AsType[*entra.SignInError](err); ok && se.Kind() == entra.KindSecretExpired {
		return &setup.Finding{Code: setup.CodeSecretExpired, Variant: "refused", Level: setup.LevelFail,
			Subject: p.Secret.KeyID, Args: refusal}
	}
	return &setup.Finding{Code: setup.CodeSecretRejected, Level: setup.LevelFail,
		Subject: p.Secret.KeyID, Args: refusal}
}

// TryToken tries the kept secret once, for a snapshot.
func TryToken(ctx context.Context, r Session, p setup.Profile, secret secret.Value) setup.Part[setup.Proof] {
	began := r.Now()
	t, err := r.AppToken(ctx, p, secret)
	took := r.Now().Sub(began)
	proof := setup.Proof{At: began, Waited: took, Tries: 1}
	if err == nil {
		role := roleIn(ctx, r, p, t, secret)
		proof.Finding = role.finding
		if proof.Good = role.state == setup.LinkOK; proof.Good {
			proof.InARow = 1
		}
		proof.Links = []setup.Link{{ID: "token",
			State: setup.LinkOK, Detail: messages.Say("evidence.token"), Took: took},
			{ID: "role", State: role.state, Detail: role.detail}}
		if !t.Readable {
			proof.Links = append(proof.Links,
				setup.Link{ID: "read", State: role.state, Detail: role.detail, Took: role.took})
		}
		return setup.Known(proof)
	}
	switch {
	case worthWaiting(err) && (p.Secret.Proven == nil || !IsRefusal(err)):
		if p.Secret.Proven == nil {
			return Unproven()
		}
		a := advice.Advise(err)
		return setup.Unknown[setup.Proof](setup.Reason{
			Text: "the secret was proven before and could not be tried just now: " + a.What, Remedy: a.Do})
	}
	proof.Finding = TokenFinding(p, err)
	return setup.Known(proof)
}

// IsRefusal tells a no of Entra's from no answer.
func IsRefusal(err error) bool {
	var se *entra.SignInError
	return errors.As(err, &se) && se.Kind() != entra.KindTransient
}

// StoredAnswer turns a keychain's error into an answer: absent is known,
// unavailable is not.
func StoredAnswer(err error) setup.Part[bool] {
	if errors.Is(err, vault.ErrNotFound) {
		return setup.Known(false)
	}
	a := advice.Advise(err)
	return setup.Unknown[bool](setup.Reason{Text: a.What, Remedy: a.Do})
}
