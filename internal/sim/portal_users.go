package sim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

var errNotConfigured = errors.New("type, ids and client secret are not all saved yet under " +
	"\"Configure MTP portal account\"")

// users shows "Configure MTP portal users": everybody in the tenant, read with the saved secret.
func (p *portalService) users(w http.ResponseWriter, r *http.Request) {
	list, err := p.readUsers(r.Context())
	pg := portalPage{Users: list, Saved: r.URL.Query().Has("saved")}
	if err != nil {
		pg.Problem = "The users of the tenant could not be read: " + err.Error()
	}
	p.show(w, http.StatusOK, portalUsers, page{Title: "Configure MTP portal users", Portal: pg})
}

// saveUsers enables exactly the ticked people; a name that the tenant does not have is left out.
func (p *portalService) saveUsers(w http.ResponseWriter, r *http.Request) {
	form, refusal := postForm(r)
	list, err := p.readUsers(r.Context())
	if refusal != nil || err != nil {
		p.users(w, r)
		return
	}
	var enabled []string
	for _, u := range list {
		if slices.Contains(form["user"], u.UPN) {
			enabled = append(enabled, u.UPN)
		}
	}
	p.mu.Lock()
	p.state.Users = enabled
	p.mu.Unlock()
	http.Redirect(w, r, p.root+"/system/single-sign-on/users?saved", http.StatusSeeOther)
}

// readUsers lists the people of the tenant as the portal does: a token with the client secret, then Graph.
func (p *portalService) readUsers(ctx context.Context) ([]portalUser, error) {
	st := p.snapshot()
	if st.Type == "" || st.ClientSecret == "" {
		return nil, errNotConfigured
	}
	token, err := p.exchange(ctx, st.DirectoryID, url.Values{
		"grant_type": {"client_credentials"}, "client_id": {st.ApplicationID},
		"client_secret": {st.ClientSecret},
		"scope":         {p.graphRoot + "/.default"},
	})
	if err != nil {
		return nil, err
	}
	var out []portalUser
	next := p.graphRoot + "/v1.0/users?" + url.Values{"$select": {"displayName,userPrincipalName"},
		"$top": {"100"}}.Encode()
	for next != "" {
		var people []portalUser
		if people, next, err = p.userPage(ctx, next, token.Access); err != nil {
			return nil, err
		}
		out = append(out, people...)
	}
	for i := range out {
		out[i].Enabled = slices.Contains(st.Users, out[i].UPN)
	}
	return out, nil
}

func (p *portalService) userPage(ctx context.Context, address, token string) ([]portalUser, string, error) {
	if !strings.HasPrefix(address, p.graphRoot+"/") {
		return nil, "", errors.New("the next page of users lies on another host")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, "", err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	var answer struct {
		Value []struct {
			Name string `json:"displayName"`
			UPN  string `json:"userPrincipalName"`
		} `json:"value"`
		Next  string `json:"@odata.nextLink"`
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	status, err := p.do(req, &answer)
	switch {
	case err != nil:
		return nil, "", err
	case status == http.StatusForbidden:
		return nil,
			"", fmt.Errorf("%s: the token does not carry User.Read.All; has admin consent been granted?",
				answer.Error.Code)
	case status != http.StatusOK:
		return nil, "", fmt.Errorf("%d %s: %s", status, answer.Error.Code, answer.Error.Message)
	}
	people := make([]portalUser, 0, len(answer.Value))
	for _, v := range answer.Value {
		people = append(people, portalUser{Name: v.Name, UPN: v.UPN})
	}
	return people, answer.Next, nil
}

// tokenAnswer is what the portal reads of the token endpoint's answer.
type tokenAnswer struct {
	Access      string `json:"access_token"`
	ID          string `json:"id_token"`
	Error       string `json:"error"`
	Description string `json:"error_description"`
}

// exchange asks the token endpoint as the portal. A code is redeemed from a browser, hence the Origin header.
func (p *portalService) exchange(ctx context.Context, tenant string, form url.Values) (tokenAnswer, error) {
	address := p.loginRoot + "/" + url.PathEscape(tenant) + "/oauth2/v2.0/token"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return tokenAnswer{}, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if form.Get("grant_type") == "authorization_code" {
		req.Header.Set("Origin", mtpOrigin)
	}
	var a tokenAnswer
	status, err := p.do(req, &a)
	if err == nil && status != http.StatusOK {
		what, _, _ := strings.Cut(a.Description, "Trace ID:")
		err = errors.New(strings.TrimSpace(what))
	}
	return a, err
}

func (p *portalService) do(req *http.Request, into any) (int, error) {
	resp, err := p.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	if err != nil {
		return resp.StatusCode, err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return resp.StatusCode, fmt.Errorf("the answer could not be read (status %d)", resp.StatusCode)
	}
	return resp.StatusCode, nil
}
