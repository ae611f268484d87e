package graph

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Application is a registration, as far as this program looks at it. ID is the
// object id, for addresses; AppID is the client id, for signing in. Source:
// Microsoft Graph docs, application.
type Application struct {
	ID              string `json:"id" text:"required"`
	AppID           string `json:"appId" text:"required"`
	DisplayName     string `json:"displayName"`
	UniqueName      string `json:"uniqueName"`
	SignInAudience  string `json:"signInAudience"`
	PublisherDomain string `json:"publisherDomain"`
	// Written back with more: clean it before it is shown.
	Notes                     string             `json:"notes" text:"raw"`
	DisabledByMicrosoftStatus string             `json:"disabledByMicrosoftStatus"`
	CreatedByAppID            string             `json:"createdByAppId"`
	IsDisabled                *bool              `json:"isDisabled"` // nil: not told
	CreatedDateTime           *time.Time         `json:"createdDateTime"`
	DeletedDateTime           *time.Time         `json:"deletedDateTime"` // set on deleted ones only
	SPA                       RedirectURIs       `json:"spa"`
	Web                       RedirectURIs       `json:"web"`
	PublicClient              RedirectURIs       `json:"publicClient"`
	IsFallbackPublicClient    *bool              `json:"isFallbackPublicClient"`
	RequiredResourceAccess    []RequiredResource `json:"requiredResourceAccess"`
	PasswordCredentials       []Password         `json:"passwordCredentials"`
	Tags                      []string           `json:"tags"`
	IdentifierURIs            []string           `json:"identifierUris" text:"raw"`
}

// RedirectURIs are the addresses of one platform, byte for byte as registered.
// They are not cleaned, since they are compared and written back: clean them
// before they reach a terminal.
type RedirectURIs struct {
	URIs []string `json:"redirectUris" text:"raw"`
}

// RequiredResource is what a registration declares to want of one API. Declaring
// grants nothing. Source: Microsoft Graph docs, requiredResourceAccess.
type RequiredResource struct {
	ResourceAppID string   `json:"resourceAppId"`
	Access        []Access `json:"resourceAccess"`
}

// Access is one declared permission; Type is DelegatedPermission or
// ApplicationPermission.
type Access struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

const applicationFields = "id,appId,displayName,uniqueName,createdDateTime,signInAudience,publisherDomain," +
	"notes,isDisabled,disabledByMicrosoftStatus,createdByAppId,spa,web,publicClient,isFallbackPublicClient," +
	"requiredResourceAccess,passwordCredentials,tags,identifierUris"

// ApplicationQuery reads the registration with a client id: Application, or
// ErrNotFound.
func ApplicationQuery(appID string) Query {
	q := Query{op: "read the registration",
		path: withOptions(byKey("applications", "appId", appID), selectFields(applicationFields))}
	return q.require("the client id", appID)
}

// ApplicationByUniqueNameQuery reads the registration with the unique name that
// UpsertApplication gave it: Application, or ErrNotFound.
func ApplicationByUniqueNameQuery(uniqueName string) Query {
	q := Query{op: "read the registration by its unique name",
		path: withOptions(byKey("applications", "uniqueName", uniqueName), selectFields(applicationFields))}
	if uniqueName == "" {
		q.refused = "the unique name is missing"
	}
	return q
}

// ApplicationsByNameQuery lists the registrations with exactly this display name:
// []Application. Names are not unique in Entra.
func ApplicationsByNameQuery(name string) Query {
	return Query{op: "look for registrations by name", many: true,
		path: withOptions("/applications", option{"$filter", "displayName eq " + literal(name)},
			selectFields(applicationFields))}
}

// ApplicationsByRedirectQuery lists the registrations that hold a redirect URI on
// a platform ("spa", "web" or "publicClient"): []Application. It is answered from
// an index that lags, so that a new registration may be missing for minutes.
// Source: Microsoft Graph docs, aad-advanced-queries.
func ApplicationsByRedirectQuery(platform, uri string) Query {
	q := Query{op: "look for registrations by redirect URI", many: true, eventual: true}
	switch platform {
	case "spa", "web", "publicClient":
	default:
		q.refused = "the platform has to be spa, web or publicClient"
		return q
	}
	filter := platform + "/redirectUris/any(p:p eq " + literal(uri) + ")"
	q.path = withOptions("/applications", option{"$filter", filter}, option{"$count", "true"},
		selectFields(applicationFields))
	return q
}

// BetaApplicationsByRedirectQuery is ApplicationsByRedirectQuery at the beta
// version, for a batch of that version that goes out anyway.
func BetaApplicationsByRedirectQuery(platform, uri string) Query {
	q := ApplicationsByRedirectQuery(platform, uri)
	q.beta = true
	return q
}

// DeletedApplicationsQuery lists the registrations deleted in the last 30 days,
// only the one with a client id unless appID is "": []Application. Source:
// Microsoft Graph docs, directory-deleteditems-list.
func DeletedApplicationsQuery(appID string) Query {
	return Query{op: "look for deleted registrations", many: true, onlyApp: appID,
		path: withOptions("/directory/deletedItems/microsoft.graph.application", selectFields(
			"id,appId,displayName,uniqueName,deletedDateTime,spa,web,publicClient,passwordCredentials"))}
}

// NewApplication is what a new registration is made of. Empty fields are not
// sent.
type NewApplication struct {
	DisplayName            string
	SignInAudience         string
	SPAURIs                []string
	RequiredResourceAccess []RequiredResource
	Tags                   []string
	Notes                  string
	// InstanceLock keeps other tenants from adding credentials to their copy.
	// Source: Microsoft Entra docs, app instance property lock.
	InstanceLock bool
	// OwnerID is the object id of the person who is to own it; "" leaves that to the
	// service, which enters whoever has no administrator role.
	OwnerID string
}

// ApplicationPatch names what UpdateApplication changes; nil fields keep their
// value. A list replaces the whole list that is there: read it and send the union.
// An address moves between platforms in one patch that sends both lists.
type ApplicationPatch struct {
	SPA, Web, PublicClient             *[]string
	RequiredResourceAccess             *[]RequiredResource
	DisplayName, SignInAudience, Notes *string
	IsDisabled                         *bool
}

// UpsertApplication makes the registration with a unique name, once however often
// it is called, and tells whether this call made it. One that exists already is
// changed to what is sent, lists replaced: look with ApplicationByUniqueNameQuery
// first. After ErrUncertain it is safe to call again. ErrAlreadyExists means that
// the name is taken by one that cannot be read: one that is not copied everywhere
// yet, or one in the recycle bin, which keeps it for 30 days. Roles: Application
// Administrator, Cloud Application Administrator, Application Developer, or any
// member where the tenant allows it. Errors: ErrDenied, ErrAudienceForbidden,
// ErrQuota. Source: Microsoft Graph docs, application-upsert.
func (c *Client) UpsertApplication(ctx context.Context, uniqueName string, n NewApplication) (Application,
	bool, error) {
	q := ApplicationByUniqueNameQuery(uniqueName)
	if q.refused != "" {
		return Application{}, false, refused("create the registration", q.refused)
	}
	r := call{op: "create the registration",
		method: "PATCH", path: byKey("applications", "uniqueName", uniqueName), prefer: "create-if-missing",
		body: c.bodyWithOwners(n), idempotency: write}
	a, err := c.send(ctx, r)
	if n.OwnerID != "" && unexplainedBadRequest(err) {
		n.OwnerID = ""
		r.body = n.body() // it may be the owner that is not taken in this request; a refusal made nothing
		a, err = c.send(ctx, r)
	}
	if errors.Is(err, ErrConflict) || errors.Is(err, ErrAlreadyExists) {
		// Two upserts ran at once, or the answer to an earlier one was lost: use
		// what that one made.
		if app, lookErr := get[Application](ctx, c, q); lookErr == nil {
			return app, false, nil
		}
	}
	if err != nil {
		return Application{}, false, err
	}
	if a.status == 204 {
		app, err := get[Application](ctx, c, q)
		return app, false, err
	}
	app, err := decode[Application](a.body)
	if err != nil {
		return Application{}, false, c.badAnswer(r, a, err.Error())
	}
	return app, a.status == 201, nil
}

// bodyWithOwners returns the body with its owner. The documentation describes an
// owner for the create request only; the upsert accepts the same properties.
func (c *Client) bodyWithOwners(n NewApplication) applicationBody {
	b := n.body()
	for i, link := range b.Owners {
		b.Owners[i] = c.root.String() + "/v1.0/" + link
	}
	return b
}

// unexplainedBadRequest reports a bad request of which no more specific kind is
// known.
func unexplainedBadRequest(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == http.StatusBadRequest && len(e.kinds()) == 0
}

// UpdateApplication changes a registration by its object id. Errors: ErrConflict
// (read and plan again), ErrNotReplicated right after it was made, ErrDenied,
// ErrAudienceForbidden, ErrUncertain. Source: Microsoft Graph docs,
// application-update.
func (c *Client) UpdateApplication(ctx context.Context, objectID string, p ApplicationPatch) error {
	r := call{op: "change the registration", method: "PATCH", path: byID("applications", objectID),
		body: p.body(), idempotency: write}
	if p == (ApplicationPatch{}) {
		return refused(r.op, "the change is empty")
	}
	return c.do(ctx, r, badID("the object id", objectID))
}

// DeleteApplication deletes a registration, and with it its service principal in
// this tenant. It can be restored in the portal for 30 days. Errors: ErrNotFound
// (it is gone), ErrDenied, ErrUncertain. Source: Microsoft Graph docs,
// application-delete.
func (c *Client) DeleteApplication(ctx context.Context, objectID string) error {
	r := call{op: "delete the registration", method: "DELETE", path: byID("applications", objectID),
		idempotency: write}
	return c.do(ctx, r, badID("the object id", objectID))
}

// applicationBody is the request body: a type of its own, so that an unset field is
// never sent as null.
type applicationBody struct {
	DisplayName            *string             `json:"displayName,omitempty"`
	SignInAudience         *string             `json:"signInAudience,omitempty"`
	Notes                  *string             `json:"notes,omitempty"`
	IsDisabled             *bool               `json:"isDisabled,omitempty"`
	SPA                    *uriBody            `json:"spa,omitempty"`
	Web                    *uriBody            `json:"web,omitempty"`
	PublicClient           *uriBody            `json:"publicClient,omitempty"`
	RequiredResourceAccess *[]RequiredResource `json:"requiredResourceAccess,omitempty"`
	Tags                   []string            `json:"tags,omitempty"`
	Lock                   *lockBody           `json:"servicePrincipalLockConfiguration,omitempty"`
	Owners                 []string            `json:"owners@odata.bind,omitempty"`
}

type uriBody struct {
	URIs []string `json:"redirectUris"`
}

type lockBody struct {
	IsEnabled     bool `json:"isEnabled"`
	AllProperties bool `json:"allProperties"`
}

func (n NewApplication) body() applicationBody {
	b := applicationBody{DisplayName: &n.DisplayName, Tags: n.Tags}
	if n.SignInAudience != "" {
		b.SignInAudience = &n.SignInAudience
	}
	if n.Notes != "" {
		b.Notes = &n.Notes
	}
	if len(n.SPAURIs) > 0 {
		b.SPA = uris(&n.SPAURIs)
	}
	if len(n.RequiredResourceAccess) > 0 {
		b.RequiredResourceAccess = resources(&n.RequiredResourceAccess)
	}
	if n.OwnerID != "" {
		b.Owners = []string{reference(n.OwnerID)}
	}
	if n.InstanceLock {
		b.Lock = &lockBody{IsEnabled: true, AllProperties: true}
	}
	return b
}

func (p ApplicationPatch) body() applicationBody {
	return applicationBody{DisplayName: p.DisplayName, SignInAudience: p.SignInAudience, Notes: p.Notes,
		IsDisabled: p.IsDisabled, SPA: uris(p.SPA), Web: uris(p.Web), PublicClient: uris(p.PublicClient),
		RequiredResourceAccess: resources(p.RequiredResourceAccess)}
}

// uris writes an empty list as [], never as null.
func uris(list *[]string) *uriBody {
	if list == nil {
		return nil
	}
	return &uriBody{URIs: append([]string{}, *list...)}
}

func resources(list *[]RequiredResource) *[]RequiredResource {
	if list == nil {
		return nil
	}
	out := make([]RequiredResource, 0, len(*list))
	for _, r := range *list {
		out = append(out, RequiredResource{ResourceAppID: r.ResourceAppID,
			Access: append([]Access{}, r.Access...)})
	}
	return &out
}
