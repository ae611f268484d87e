package prove

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
)

// tokenLook is what one look with an application token came to: it holds, it does
// not, or nobody could tell.
type tokenLook struct {
	state   setup.LinkState
	detail  string
	finding *setup.Finding // why it does not hold, or could not be told
	took    time.Duration
}

// readSubject is the subject of a finding about the one read.
const readSubject = "one user read with the secret"

// readUser reads one user with the token, as the MTP portal will. Only Graph's own
// no is a no; what gave no answer shows nothing.
func readUser(ctx context.Context, r Session, p setup.Profile, t entra.AppToken,
	secret secret.Value) tokenLook {
	began := r.Now()
	err := oneUser(ctx, r, p, t, secret)
	took := r.Now().Sub(began)
	var f setup.Finding
	switch {
	case err == nil:
		return tokenLook{state: setup.LinkOK, detail: "as the MTP portal will", took: took}
	case notYet(r, err, t):
		f = *notEverywhere()
		return tokenLook{state: setup.LinkUnknown, detail: f.Text(), finding: &f, took: took}
	case errors.Is(err, graph.ErrDenied) && !t.Readable:
		f = *TokenFinding(p, nil)
	case errors.Is(err, graph.ErrDenied):
		f = setup.Finding{Code: setup.CodeConsentMissing, Variant: "refused", Level: setup.LevelFail,
			Subject: judge.ReadAll}
	default:
		f = setup.CouldNotCheck(readSubject, readWhy(err))
		return tokenLook{state: setup.LinkUnknown, detail: f.Text(), finding: &f, took: took}
	}
	return tokenLook{state: setup.LinkFail, detail: f.Text(), finding: &f, took: took}
}

// readWhy says why a user could not be read. Nobody is signed in with this token,
// so no word of a sign-in that ended belongs here.
func readWhy(err error) setup.Reason {
	again := "Run it again in a few minutes; the secret is kept, and nothing has to be made anew."
	var ge *graph.Error
	why := setup.Reason{Remedy: again}
	if errors.As(err, &ge) {
		why.RequestID = ge.RequestID
	}
	switch {
	case errors.Is(err, graph.ErrNobody):
		why.Text = "Microsoft Graph answered with an empty list, and every tenant has a user."
	case errors.Is(err, graph.ErrClaims), errors.Is(err, graph.ErrExpiredToken):
		why.Text = "Microsoft Graph does not accept the token that was just obtained with the secret."
		why.Remedy = again + " If it stays, ask whether a Conditional Access policy for workload " +
			"identities covers this registration."
	default:
		a := advice.Advise(err)
		why.Text, why.Remedy = a.What, a.Do
	}
	return why
}

// roleIn tells whether a token carries User.Read.All. Microsoft asks clients to
// take Graph's tokens as opaque, so one that cannot be read is tried instead.
func roleIn(ctx context.Context, r Session, p setup.Profile, t entra.AppToken,
	secret secret.Value) tokenLook {
	switch {
	case t.HasRole("User.Read.All"):
		return tokenLook{state: setup.LinkOK, detail: messages.Say("evidence.role")}
	case t.Readable:
		f := TokenFinding(p, nil)
		return tokenLook{state: setup.LinkFail, detail: f.Text(), finding: f}
	}
	read := readUser(ctx, r, p, t, secret)
	if read.state == setup.LinkOK {
		read.detail = "shown by the read of one user"
	}
	return read
}

// oneUser asks Graph with the token, and once more with a new one where Graph does
// not take the first any more, as after a computer slept. A read that is only slow
// has half a minute.
func oneUser(ctx context.Context, r Session, p setup.Profile, t entra.AppToken, secret secret.Value) error {
	client, err := r.AppClient(func(ctx context.Context) (string, error) {
		if graph.Fresh(ctx) {
			if again, err := r.AppToken(ctx, p, secret); err == nil {
				return again.Token(), nil
			}
		}
		return t.Token(), nil
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	return client.OneUser(ctx)
}

// AboutRead tells whether a finding is that the one read could not be made.
func AboutRead(f *setup.Finding) bool {
	return f != nil && (f.Code == setup.CodeCouldNotCheck || f.Code == setup.CodeGrantNotEverywhere) &&
		f.Subject == readSubject
}

// Unproven is what a token shows of a secret that no whole proof has shown yet.
func Unproven() setup.Part[setup.Proof] {
	return setup.Unknown[setup.Proof](setup.Reason{Text: "the secret was not proven yet",
		Remedy: "Step 28 proves it."})
}
