package graph

import "encoding/json"

// MarshalJSON writes the body as it is sent, with Graph's own property names, so
// that what a person is shown before a write is what goes out.
func (n NewApplication) MarshalJSON() ([]byte, error) { return json.Marshal(n.body()) }

// MarshalJSON writes the change as it is sent: only what it changes.
func (p ApplicationPatch) MarshalJSON() ([]byte, error) { return json.Marshal(p.body()) }

// UnmarshalJSON reads what MarshalJSON wrote, of a change or of a registration that was
// made.
func (p *ApplicationPatch) UnmarshalJSON(raw []byte) error {
	var b applicationBody
	if err := json.Unmarshal(raw, &b); err != nil {
		return err
	}
	list := func(u *uriBody) *[]string {
		if u == nil {
			return nil
		}
		return &u.URIs
	}
	*p = ApplicationPatch{DisplayName: b.DisplayName, SignInAudience: b.SignInAudience, Notes: b.Notes,
		IsDisabled: b.IsDisabled, SPA: list(b.SPA), Web: list(b.Web), PublicClient: list(b.PublicClient),
		RequiredResourceAccess: b.RequiredResourceAccess}
	return nil
}
