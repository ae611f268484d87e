package explain

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// scene is what a text is set against.
type scene struct {
	m Message
	s setup.Snapshot
	p setup.Profile
}

// app is the registration as it was read; nil where it was not, or is not there.
func (c scene) app() *graph.Application {
	if !c.s.App.Known {
		return nil
	}
	return c.s.App.Value
}

// appID is the application id of this setup, "" where nobody knows one.
func (c scene) appID() string {
	if a := c.app(); a != nil {
		return strings.ToLower(a.AppID)
	}
	return strings.ToLower(c.p.App.AppID)
}

// knownAddresses are those that the portal's list and the registration hold.
func (c scene) knownAddresses() []string {
	out := slices.Clone(c.p.Wanted.URIs)
	if a := c.app(); a != nil {
		for _, x := range judge.Registered(a) {
			out = append(out, x.URI)
		}
	}
	return out
}

func (c scene) tenantID() string { return strings.ToLower(text.Or(c.s.Tenant.ID, c.p.Tenant.ID)) }

// source says where a remembered or a read value comes from.
func (c scene) source() string {
	if c.s.App.Known {
		return "Entra"
	}
	if c.p.Name == "" {
		return "the values given"
	}
	return "the profile " + c.p.Name
}

// shown makes a pasted word fit for a terminal.
func shown(s string) string { return text.Clean(s) }

// withoutQuery leaves out what an address carries after its path where that
// comes from a sign-in: it may hold a code.
func withoutQuery(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.RawQuery == "" && u.Fragment == "" {
		return raw
	}
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}

// idValue says whose id it is: by what is known here first, then by the words
// before it.
func (c scene) idValue(x labelled) Value {
	v := c.knownID(x.id)
	if v.Means == "" {
		v = c.namedID(x)
	}
	v.Text = x.id
	return v
}

func (c scene) knownID(id string) Value {
	if w, ok := wellKnown[id]; ok {
		w.Kind = ValueWellKnown
		return w
	}
	if v := clientValue(id); v.Means != "" {
		return v
	}
	if name, ok := judge.RoleNames[id]; ok {
		return Value{Kind: ValueWellKnown, Means: "The directory role " + name + ", by its template id."}
	}
	by := ", by " + c.source() + "."
	switch {
	case setup.SameID(id, c.appID()):
		return Value{Kind: ValueAppID, Means: "The application (client) ID of your registration" + by,
			Do: "It goes into the field \"Application (client) ID\" of the MTP portal."}
	case setup.SameID(id, c.tenantID()):
		return Value{Kind: ValueTenantID, Means: "The directory (tenant) ID of your company" + by,
			Do: "It goes into the field \"Directory (tenant) ID\" of the MTP portal."}
	case setup.SameID(id, c.p.App.ObjectID) || c.app() != nil && setup.SameID(id, c.app().ID):
		return Value{Kind: ValueObjectID,
			Means: "The object id of your registration" + by + " No field of the MTP portal wants it.",
			Do:    wantsAppID + " " + c.whichAppID()}
	case setup.SameID(id, c.p.Secret.KeyID):
		return Value{Kind: ValueSecretID, Means: "The id of the client secret that this wizard made" +
			c.secretWords() + ", not its value.", Do: wantsValue}
	case c.s.Principal.Value != nil && setup.SameID(id, c.s.Principal.Value.ID):
		return Value{Kind: ValuePrincipalID, Means: "The object id " +
			"of the enterprise application (service principal). No field of the MTP portal wants it.",
			Do: wantsAppID + " " + c.whichAppID()}
	case setup.SameID(id, c.s.Identity.ObjectID):
		return Value{Kind: ValueUserID,
			Means: "The object id of the account that is signed in. No field of the MTP portal wants it."}
	}
	if v := c.idInApps(id); v.Means != "" {
		return v
	}
	return c.idInReceipts(id)
}

// idInApps looks through the registrations that were read.
func (c scene) idInApps(id string) Value {
	apps := []graph.Application{}
	if a := c.app(); a != nil {
		apps = append(apps, *a)
	}
	if c.s.Deleted.Value != nil {
		apps = append(apps, *c.s.Deleted.Value)
	}
	for _, x := range c.s.Candidates.Value {
		apps = append(apps, x.App)
	}
	for _, a := range apps {
		switch {
		case setup.SameID(id, a.AppID):
			return Value{Kind: ValueAppID, Means: "The application (client) ID of " + shown(a.DisplayName) +
				", another registration of your tenant."}
		case setup.SameID(id, a.ID):
			return Value{Kind: ValueObjectID, Means: "The object id of the registration " +
				shown(a.DisplayName) + ". No field of the MTP portal wants it.", Do: wantsAppID}
		}
		if pw, ok := setup.FindPassword(&a, id); ok {
			return Value{Kind: ValueSecretID, Means: fmt.Sprintf(
				"The id of the client secret %s of %s, %s; not its value.", text.Or(shown(pw.DisplayName),
					"without a name"), shown(a.DisplayName), setup.EndWords(c.s.At, pw)), Do: wantsValue}
		}
	}
	for _, g := range c.s.Grants.Value {
		if setup.SameID(id, g.ID) {
			return Value{Kind: ValueGrantID, Means: "The id of a granted permission of your " +
				"registration. No field of the MTP portal wants it."}
		}
	}
	return Value{}
}

// idInReceipts looks through what this computer wrote.
func (c scene) idInReceipts(id string) Value {
	for _, r := range c.p.Receipts {
		if !setup.SameID(id, r.ObjectID) {
			continue
		}
		by := " (" + shown(r.Summary) + ", " + text.Day(r.At) + "), by the profile " + c.p.Name + "."
		if r.Unattributed {
			by += " " + r.Doubt()
		}
		v, ok := receiptIDs[r.Object]
		if !ok {
			v = Value{Kind: ValueID, Means: "The id of something that this wizard wrote"}
		}
		v.Means += by
		return v
	}
	return Value{}
}

// receiptIDs are the ids in receipts that people meet elsewhere.
var receiptIDs = map[string]Value{
	setup.ObjectSecret: {Kind: ValueSecretID,
		Means: "The id of a client secret that this wizard made", Do: wantsValue},
	setup.ObjectPrincipal: {Kind: ValuePrincipalID,
		Means: "The object id of the enterprise application (service principal)", Do: wantsAppID},
}

// namedID goes by the words of the message alone.
func (c scene) namedID(x labelled) Value {
	switch x.label {
	case labelCorrelation, labelTrace:
		return Value{Kind: ValueSupport, Means: "The " + string(x.label) +
			" id: it names this one refusal to Microsoft's support and in the sign-in log."}
	case labelApp:
		v := Value{Kind: ValueAppID, Means: "The application id that the message is about."}
		if c.m.Client != "" {
			v.Means = "The application id of the program that signs people in. " +
				"No field of the MTP portal wants it."
		} else if want := c.appID(); want != "" {
			v.Means, v.Do = "The application id that the message is about. "+
				"It is not your registration's, which is "+want+" by "+c.source()+".",
				"Compare the field \"Application (client) ID\" of the MTP portal with step 9."
		}
		return v
	case labelTenant:
		v := Value{Kind: ValueTenantID, Means: "The tenant that the message is about."}
		if want := c.tenantID(); want != "" && c.m.Client != "" {
			v.Means, v.Do = "The tenant that the message is about. It is not your company's, which is "+
				want+" by "+c.source()+".",
				"Sign in to your own company's tenant."
		} else if want != "" {
			v.Means, v.Do = "The tenant that the message is about. It is not your company's, which is "+
				want+" by "+c.source()+".",
				"Compare the field \"Directory (tenant) ID\" of the MTP portal with step 9."
		}
		return v
	case labelHome:
		return Value{Kind: ValueTenantID, Means: "The tenant that the account comes from."}
	case labelObject:
		return Value{Kind: ValueObjectID,
			Means: "An object id, by the words before it. No field of the MTP portal wants one.",
			Do:    wantsAppID}
	case labelSecret:
		return Value{Kind: ValueSecretID,
			Means: "The id of a client secret, by the words before it; not its value.", Do: wantsValue}
	case labelOther:
		return Value{Kind: ValueID, Means: "An id that matters to Microsoft's support only."}
	case labelNone:
	}
	v := Value{Kind: ValueID, Means: "An id. By its shape it can be an application id, a tenant id, an " +
		"object id or a secret's id; nothing here tells which. It cannot be the value of a client secret.",
		Do: "If it was copied as the client secret, it is the \"Secret ID\": " +
			"copy the column \"Value\" instead."}
	if c.appID() != "" {
		v.Means = "An id that " + c.source() + " does not know: neither your application id nor your " +
			"tenant id. It cannot be the value of a client secret."
	}
	return v
}

func (c scene) whichAppID() string {
	if id := c.appID(); id != "" {
		return "It is " + id + "."
	}
	return "Step 9 shows it."
}

func (c scene) secretWords() string {
	if c.p.Secret.End.IsZero() {
		return ""
	}
	return ", which ends on " + text.Day(c.p.Secret.End)
}

// secretValue speaks of a pasted secret without repeating it.
func (c scene) secretValue(value string) Value {
	v := Value{Kind: ValueSecret, Means: "A client secret's value, " +
		"by its looks. It is as good as a password and is not repeated here.",
		Do: "It goes into the field \"Client Secret\" of the MTP portal and nowhere else. " +
			"Clear it from the screen and from the shell's history; if others could see it, " +
			"make a new secret."}
	switch hint := c.p.Secret.Hint; {
	case hint == "":
	case strings.HasPrefix(value, hint):
		v.Means += " It begins as the secret does that this wizard made."
	default:
		v.Means += " It does not begin as the secret does that this wizard made, so it is another one."
	}
	return v
}

// uriValue sets an address against the 12 that the MTP portal's list holds.
func (c scene) uriValue(uri string) Value {
	v := Value{Text: shown(uri), Kind: ValueURI}
	want := c.p.Wanted.URIs
	switch near, differs := c.nearWanted(uri); {
	case c.m.Client != "" && near == "" && !slices.Contains(want, uri):
		v.Means = "The address to which " + c.m.Client + " sends people back after they sign in. " +
			"The MTP portal's list has no part in it."
		return v
	case len(want) == 0:
		v.Means = "A redirect URI: the address that Entra is asked to send people back to. " +
			"The MTP portal's list is not known here, so it could not be compared."
		v.Do = "Give the list with --redirect-uris, or compare it with \"Authentication\" (steps 12 to 14)."
	case slices.Contains(want, uri):
		v.Means = fmt.Sprintf("One of the %d redirect URIs of the MTP portal's list, letter for letter.",
			len(want))
	case near != "":
		v.Means = "Nearly one of the MTP portal's list, and Entra compares every character: " + differs +
			". The list holds " + near + "."
	default:
		v.Means = fmt.Sprintf("Not one of the %d redirect URIs of the MTP portal's list.", len(want))
		v.Do = "If the portal sends people there, its list has changed: " +
			"copy it again from the tab \"Redirect URIs\"."
	}
	for _, pr := range mtp.Lint(uri) {
		v.Means += " " + pr.Text
	}
	return v
}

// nearWanted finds the wanted URI that this one was meant to be, and how it
// differs from it.
func (c scene) nearWanted(uri string) (near, differs string) {
	if slices.Contains(c.p.Wanted.URIs, uri) {
		return "", ""
	}
	for _, r := range mtp.Compare(c.p.Wanted.URIs, []mtp.Registered{{URI: uri, Platform: mtp.SPA}}).Rows {
		if r.Status == mtp.StatusNearMiss {
			return r.Want, r.Differs
		}
	}
	return "", ""
}

// passed tells whether an end date lies before now; ok is false where either is
// not known.
func passed(end, now time.Time) (over, ok bool) {
	if end.IsZero() || now.IsZero() {
		return false, false
	}
	return !end.After(now), true
}
