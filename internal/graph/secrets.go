package graph

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/secret"
)

// Password is a client secret's entry. KeyID identifies it; DisplayName may
// repeat; Hint is the value's first three characters. Secret is set only in the
// answer of AddPassword. Source: Microsoft Graph docs, passwordCredential.
type Password struct {
	KeyID         string       `json:"keyId"`
	DisplayName   string       `json:"displayName"`
	Hint          string       `json:"hint"`
	StartDateTime time.Time    `json:"startDateTime"` // zero: not told
	EndDateTime   time.Time    `json:"endDateTime"`   // zero: no end is known, which is not that it has ended
	Secret        secret.Value `json:"-"`
}

// Ended reports whether Entra is sure not to take the secret any more.
func (p Password) Ended(now time.Time) bool {
	return !p.EndDateTime.IsZero() && !p.EndDateTime.After(now)
}

// String names the entry without its value.
func (p Password) String() string {
	end := "no end known"
	if !p.EndDateTime.IsZero() {
		end = "until " + p.EndDateTime.UTC().Format(time.DateOnly)
	}
	return fmt.Sprintf("client secret %q (key %s, %s)", p.DisplayName, p.KeyID, end)
}

// AddPassword makes a client secret for a registration. The value comes back this
// once and never again. It begins now by the service's clock and ends at end,
// which a policy may cap; the display name is for people only.
//
// It is sent again only where the service surely made none: after 429, and after
// 404 while a new registration is not known everywhere yet (see SetReplicationWait,
// announced). Errors: ErrUncertain (compare Application.PasswordCredentials with
// before, remove the orphan by its key id, only then make another),
// ErrSecretsForbidden, ErrLifetimeCapped, ErrNotReplicated, ErrDenied. Source:
// Microsoft Graph docs, application-addpassword.
func (c *Client) AddPassword(ctx context.Context, objectID, displayName string,
	end time.Time) (Password, error) {
	type credential struct {
		DisplayName string `json:"displayName,omitempty"`
		EndDateTime string `json:"endDateTime"`
	}
	r := call{op: "create the client secret", method: "POST",
		path:        byID("applications", objectID) + "/addPassword",
		idempotency: writeOnce, body: struct {
			Credential credential `json:"passwordCredential"`
		}{credential{displayName, end.UTC().Format(time.RFC3339)}}}
	why := badID("the object id", objectID)
	if end.IsZero() {
		why = firstOf(why, "the secret's end is missing")
	}
	if why != "" {
		return Password{}, refused(r.op, why)
	}
	var made Password
	err := c.untilReplicated(ctx, r.op, func() error {
		a, err := c.send(ctx, r)
		if err != nil {
			return err
		}
		p, err := decode[struct {
			Password
			SecretText string `json:"secretText" text:"raw"`
		}](a.body)
		if err == nil && (p.KeyID == "" || p.SecretText == "") {
			err = fmt.Errorf("the answer holds no secret")
		}
		if err != nil {
			return c.badAnswer(r, a, err.Error())
		}
		made = p.Password
		made.Secret = secret.New(p.SecretText)
		return nil
	})
	return made, err
}

// RemovePassword removes one client secret by its key id. What still uses it
// stops working. Errors: ErrNotFound, ErrDenied, ErrUncertain (safe to repeat after
// a look). Source: Microsoft Graph docs, application-removepassword.
func (c *Client) RemovePassword(ctx context.Context, objectID, keyID string) error {
	r := call{op: "remove the client secret", method: "POST",
		path:        byID("applications", objectID) + "/removePassword",
		idempotency: write, body: struct {
			KeyID string `json:"keyId"`
		}{keyID}}
	return c.do(ctx, r, firstOf(badID("the object id", objectID), badID("the secret's id", keyID)))
}
