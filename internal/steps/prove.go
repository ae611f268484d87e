package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
)

// proveInARow is how many tokens in a row prove a new secret: one that worked may
// be refused once more by another server. Entra names no time after which a secret
// works; 4 to 18 seconds were seen. A proof gives up after Patience, and says so.
const proveInARow = 3

// ladder is a proof in the making.
type ladder struct {
	r    *Runner
	note func(setup.Proof)
	p    setup.Proof
	wait patience // of the whole proof: for the token, and for the read with it
	once bool     // the secret has worked already, so a refusal is no delay of something new
}

func (l *ladder) set(id string, state setup.RungState, detail string, took time.Duration) {
	for i := range l.p.Rungs {
		if l.p.Rungs[i].ID == id {
			l.p.Rungs[i].State, l.p.Rungs[i].Detail, l.p.Rungs[i].Took = state, detail, took
		}
	}
	l.note(l.p.Clone())
}

func newLadder(r *Runner, note func(setup.Proof)) *ladder {
	l := &ladder{r: r, note: note, p: setup.Proof{At: r.Now()}, wait: patience{at: r.Now()}, once: r.Profile().Secret.Proven != nil}
	for _, spec := range judge.RungSpecs {
		if spec.ID != "pilot" { // a person's sign-in is no part of what is proven here
			l.p.Rungs = append(l.p.Rungs, setup.Rung{ID: spec.ID, Title: spec.Title, State: setup.RungTodo})
		}
	}
	return l
}

// Prove shows that what was set up works: what the directory says, then a token
// with the kept secret, three times in a row, and one user read with it. It
// ends when Patience does at the latest.
func (r *Runner) Prove(ctx context.Context, note func(setup.Proof)) (setup.Proof, error) {
	l := newLadder(r, note)
	keyID := r.Profile().Secret.KeyID
	secret, err := r.Secret(ctx)
	if err != nil {
		return l.p, err
	}
	seen := make(chan error, 1)
	go func() { seen <- r.readBack(ctx) }()
	token, err := l.awaitToken(ctx, secret)
	if derr := l.directory(<-seen); err == nil {
		err = derr
	}
	if err != nil {
		return l.p, err
	}
	l.lookForRemoved(ctx)
	if l.finish(ctx, token, secret); ctx.Err() != nil {
		return l.p, ctx.Err() // stopped: what was not read says nothing
	}
	r.mu.Lock()
	if keyID == r.profile.Secret.KeyID {
		r.proof, r.proofOf = setup.Known(l.p.Clone()), keyID
	}
	stored := setup.Known(r.profile.Secret.Keeper != setup.KeeperShownOnce) // it was read from there just now
	r.mu.Unlock()
	r.hold28(stored, nil)
	if l.p.Good {
		now := r.Now().UTC()
		err = r.update(func(p *setup.Profile) { p.Secret.Proven = &now })
	}
	return l.p, err
}

// recent is how old a snapshot may be to count as read back, if nothing was
// written since.
const recent = 30 * time.Second

// readBack observes, unless that was done a moment ago and after the last write.
func (r *Runner) readBack(ctx context.Context) error {
	r.mu.Lock()
	signedIn, fresh := r.session != nil, !r.old() && r.Now().Sub(r.seen.began) < recent
	r.mu.Unlock()
	if !signedIn {
		return ErrNotSignedIn
	}
	if fresh {
		return nil
	}
	_, err := r.Observe(ctx)
	return err
}

// directoryRungs are those whose evidence is read from the directory.
var directoryRungs = []string{"tenant", "registration", "service-principal", "uris", "permission", "consent"}

// directory fills the rungs that were read from the directory, as the verdict has
// them. Not being signed in leaves them open; a session that ended is passed on.
func (l *ladder) directory(err error) error {
	s, p := l.r.both()
	if err != nil {
		for _, id := range directoryRungs[1:] {
			l.set(id, setup.RungUnknown, "not signed in", 0)
		}
		l.set("tenant", setup.RungOK, p.Tenant.ID, s.Took.Tenant)
		if errors.Is(err, ErrNotSignedIn) {
			return nil
		}
		return err
	}
	seen := judge.Judge(s, p, judge.Checking).Proof
	for _, id := range directoryRungs {
		r := seen.Rung(id)
		l.set(id, r.State, r.Detail, r.Took)
	}
	return nil
}

// awaitToken asks for tokens until three in a row came and the last carries the
// role, or the time is up. It stops early where waiting cannot help.
func (l *ladder) awaitToken(ctx context.Context, secret vault.Secret) (entra.AppToken, error) {
	p := l.r.Profile()
	pause := time.Second
	var token entra.AppToken
	l.set("token", setup.RungNow, "", 0)
	for {
		l.p.Tries++
		t, err := l.r.appToken(ctx, p, secret)
		var role tokenLook
		if err == nil {
			role = l.r.roleIn(ctx, p, t, secret)
		}
		l.p.Waited = l.wait.upTo(l.r.Now())
		switch {
		case role.state == setup.RungOK:
			token = t
			l.p.InARow, l.once = l.p.InARow+1, true
			l.p.Finding = nil
		case ctx.Err() != nil:
			return token, ctx.Err()
		default:
			l.p.InARow = 0
			if l.p.Finding = role.finding; err != nil {
				l.p.Finding = tokenFinding(p, err)
			}
			if err != nil && !worthWaiting(err) {
				l.set("token", l.p.Finding.Rung(), l.p.Finding.Text, l.p.Waited)
				return token, nil
			}
			if l.p.Finding.Code == setup.CodeConsentMissing && l.r.surelyNotGranted() {
				return token, nil // a wait helps only where the grant is on its way
			}
		}
		l.set("token", setup.RungNow, l.waitWords(), l.p.Waited)
		if l.p.InARow >= proveInARow || l.p.Waited > l.r.Patience() {
			return token, nil
		}
		if err := l.r.Sleep(ctx, pause); err != nil {
			return token, err
		}
		if l.p.InARow == 0 {
			pause = min(pause+time.Second, 10*time.Second)
		} else {
			pause = time.Second
		}
	}
}

// surelyNotGranted tells whether the directory, read after the last write, holds
// no grant that a token could still be waiting for.
func (r *Runner) surelyNotGranted() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.current(r.old())
	if !s.Principal.Known || !s.Grants.Known {
		return false
	}
	_, ok := setup.Granted(s)
	return !ok
}

func (l *ladder) waitWords() string {
	switch {
	case l.p.InARow > 0:
		return fmt.Sprintf("%d of %d in a row", l.p.InARow, proveInARow)
	case l.p.Finding != nil && l.p.Finding.Code == setup.CodeConsentMissing:
		return fmt.Sprintf("the token does not carry the role yet · try %d", l.p.Tries)
	case aboutRead(l.p.Finding):
		return fmt.Sprintf("no user could be read with the token yet · try %d", l.p.Tries)
	}
	if l.once {
		return fmt.Sprintf("it worked before and is refused now · try %d", l.p.Tries)
	}
	return fmt.Sprintf("new secrets take 5–60 s to work · try %d", l.p.Tries)
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

// finish fills the last rungs and reads one user with the token, which is what
// the MTP portal will do.
func (l *ladder) finish(ctx context.Context, t entra.AppToken, secret vault.Secret) {
	if l.p.InARow < proveInARow {
		if l.p.Finding == nil {
			l.p.Finding = &setup.Finding{Code: setup.CodeSecretUnproven, Level: setup.LevelWarn, Subject: "secret", Want: "three tokens in a row", Got: fmt.Sprintf("%d in a row", l.p.InARow), Text: "The secret did not answer three times in a row.", Remedy: "Try again in a few minutes; nothing has to be made anew."}
		}
		if l.p.Finding.Code == setup.CodeConsentMissing && l.r.justGranted() {
			l.p.Finding = notEverywhere()
		}
		if l.p.Finding.Code == setup.CodeConsentMissing || aboutRead(l.p.Finding) {
			l.set("token", setup.RungOK, "obtained", l.p.Waited)
			l.set("role", l.p.Finding.Rung(), l.p.Finding.Text, 0)
			return
		}
		l.set("token", l.p.Finding.Rung(), l.p.Finding.Text, l.p.Waited)
		return
	}
	p := l.r.Profile()
	l.set("token", setup.RungOK, fmt.Sprintf("%d in a row", l.p.InARow), l.p.Waited)
	role := "roles: User.Read.All"
	if !t.Readable {
		role = "shown by the read of one user"
	}
	l.set("role", setup.RungOK, role, 0)
	read := l.readUntilKnown(ctx, p, t, secret)
	l.p.Finding, l.p.Good = read.finding, read.state == setup.RungOK
	l.set("read", read.state, read.detail, read.took)
}

// tokenFinding says why a token is not the proof yet.
func tokenFinding(p setup.Profile, err error) *setup.Finding {
	f := &setup.Finding{Code: setup.CodeSecretRejected, Level: setup.LevelFail, Subject: p.Secret.KeyID, Want: "a token with User.Read.All"}
	if err == nil {
		f.Code, f.Got = setup.CodeConsentMissing, "a token without the role"
		f.Text, f.Remedy = "The secret works, but the token carries no User.Read.All.", "Grant admin consent in steps 21–22; after granting it may take a few minutes."
		return f
	}
	a := Advise(err)
	if !isRefusal(err) { // no answer is no refusal
		none := setup.CouldNotCheck("a token with the secret", setup.Reason{Text: a.What, Remedy: a.Do})
		return &none
	}
	f.Got, f.Text, f.Remedy = text.Or(a.Code, "no token"), a.What, a.Do
	var se *entra.SignInError
	if errors.As(err, &se) && se.Kind() == entra.KindSecretExpired {
		f.Code = setup.CodeSecretExpired
	}
	return f
}

// tryToken tries the kept secret once, for a snapshot.
func (r *Runner) tryToken(ctx context.Context, p setup.Profile, secret vault.Secret) setup.Part[setup.Proof] {
	began := r.Now()
	t, err := r.appToken(ctx, p, secret)
	took := r.Now().Sub(began)
	proof := setup.Proof{At: began, Waited: took, Tries: 1}
	if err == nil {
		role := r.roleIn(ctx, p, t, secret)
		proof.Finding = role.finding
		if proof.Good = role.state == setup.RungOK; proof.Good {
			proof.InARow = 1
		}
		proof.Rungs = []setup.Rung{{ID: "token", State: setup.RungOK, Detail: "obtained", Took: took}, {ID: "role", State: role.state, Detail: role.detail}}
		if !t.Readable {
			proof.Rungs = append(proof.Rungs, setup.Rung{ID: "read", State: role.state, Detail: role.detail, Took: role.took})
		}
		return setup.Known(proof)
	}
	switch {
	case worthWaiting(err) && (p.Secret.Proven == nil || !isRefusal(err)):
		if p.Secret.Proven == nil {
			return unproven()
		}
		a := Advise(err)
		return setup.Unknown[setup.Proof](setup.Reason{Text: "the secret was proven before and could not be tried just now: " + a.What, Remedy: a.Do})
	}
	proof.Finding = tokenFinding(p, err)
	return setup.Known(proof)
}

func isRefusal(err error) bool {
	var se *entra.SignInError
	return errors.As(err, &se) && se.Kind() != entra.KindTransient
}

// storedAnswer turns a keychain's error into an answer: absent is known,
// unavailable is not.
func storedAnswer(err error) setup.Part[bool] {
	if errors.Is(err, vault.ErrNotFound) {
		return setup.Known(false)
	}
	a := Advise(err)
	return setup.Unknown[bool](setup.Reason{Text: a.What, Remedy: a.Do})
}
