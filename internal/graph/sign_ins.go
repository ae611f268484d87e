package graph

import (
	"context"
	"encoding/json"
	"time"
)

// SignIn is one entry of the sign-in log. ErrorCode 0 is a success, any other
// number is that of an AADSTS error. Source: Microsoft Graph docs, signIn.
type SignIn struct {
	CreatedDateTime   time.Time
	UserPrincipalName string
	AppID             string
	IsInteractive     bool
	ErrorCode         int
	FailureReason     string
}

// UnmarshalJSON takes the outcome out of its group. An entry without an outcome
// is refused: it would read as a success.
func (s *SignIn) UnmarshalJSON(b []byte) error {
	var w struct {
		CreatedDateTime   time.Time `json:"createdDateTime"`
		UserPrincipalName string    `json:"userPrincipalName"`
		AppID             string    `json:"appId"`
		IsInteractive     bool      `json:"isInteractive"`
		Status            *struct {
			ErrorCode     *int   `json:"errorCode"`
			FailureReason string `json:"failureReason"`
		} `json:"status"`
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	if w.Status == nil || w.Status.ErrorCode == nil {
		return shapeFault("a sign-in has no outcome")
	}
	*s = SignIn{w.CreatedDateTime, w.UserPrincipalName, w.AppID, w.IsInteractive, *w.Status.ErrorCode,
		w.Status.FailureReason}
	return nil
}

// SignIns lists the interactive sign-ins to a client id since a time, newest
// first, 50 at most. The log lags by minutes; ask no more than once every few
// seconds. Errors: ErrNoPremium (no P1, or the sign-in lacks the right to see the
// licence), ErrDenied (needs a reader role such as Reports Reader). Source:
// Microsoft Graph docs, signin-list.
func (c *Client) SignIns(ctx context.Context, appID string, since time.Time) ([]SignIn, error) {
	r := call{op: "read the sign-in log", method: "GET"}
	if why := badID("the client id", appID); why != "" {
		return nil, refused(r.op, why)
	}
	filter := "appId eq " + literal(appID) + " and createdDateTime ge " + since.UTC().Format(time.RFC3339)
	r.path = withOptions("/auditLogs/signIns", option{"$filter", filter}, option{"$top", "50"})
	a, l, err := c.list(ctx, r)
	if err != nil {
		return nil, err
	}
	entries, err := decode[[]SignIn](joined(*l.Value))
	if err != nil {
		return nil, c.badAnswer(r, a, err.Error())
	}
	return entries, nil
}
