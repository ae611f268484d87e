package sim

import (
	"slices"
	"strings"
)

// State is what the tenant holds at one moment, for assertions and for the practice screen. Everything in it
// is a deep copy with Graph's property names, as things truly are: replication delays do not hide anything
// here.
type State struct {
	Applications      []map[string]any
	ServicePrincipals []map[string]any
	// Grants are the app role assignments, DelegatedGrants the oauth2PermissionGrants.
	Grants          []map[string]any
	DelegatedGrants []map[string]any
	// Consents are the oauth2PermissionGrants of clients that Microsoft ships: what sign-ins left behind.
	Consents []map[string]any
	// Deleted is the bin; each entry carries "@odata.type".
	Deleted  []map[string]any
	Policies []map[string]any
	// Secrets holds the values of the client secrets by key id. They are visible nowhere else.
	Secrets map[string]string
	SignIns []map[string]any
	// Portal is what was entered in the stand-in for the MTP portal.
	Portal PortalState
}

// view copies the directory's content. The service principals of Microsoft's own applications are left out.
func (d *directory) view() State {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.behind = 0 // whichever server was asked last
	st := State{
		Applications: copies(d.apps), Grants: copies(d.assignments), Policies: copies(d.policies),
		SignIns: copies(d.signIns), Secrets: map[string]string{},
	}
	var clients []string
	for _, o := range copies(d.sps) {
		if _, shipped := shippedClients[text(o, "appId")]; shipped {
			clients = append(clients, text(o, "id"))
			continue
		}
		if text(o, "appId") != graphResource {
			st.ServicePrincipals = append(st.ServicePrincipals, d.derived(o))
		}
	}
	for _, o := range copies(d.delegated) {
		if slices.Contains(clients, text(o, "clientId")) {
			st.Consents = append(st.Consents, o)
			continue
		}
		st.DelegatedGrants = append(st.DelegatedGrants, o)
	}
	for _, o := range d.bin {
		st.Deleted = append(st.Deleted, cloneObject(o))
	}
	sortByID(st.Deleted)
	for id, s := range d.secrets {
		st.Secrets[id] = s.value
	}
	return st
}

func sortByID(objects []object) {
	slices.SortFunc(objects, func(a, b object) int { return strings.Compare(text(a, "id"), text(b, "id")) })
}

// Application finds a registration by client id; nil when there is none.
func (s State) Application(appID string) map[string]any { return findByAppID(s.Applications, appID) }

// ServicePrincipal finds a service principal by client id; nil when there is none.
func (s State) ServicePrincipal(appID string) map[string]any {
	return findByAppID(s.ServicePrincipals, appID)
}

func findByAppID(in []map[string]any, appID string) map[string]any {
	for _, o := range in {
		if strings.EqualFold(text(o, "appId"), appID) {
			return o
		}
	}
	return nil
}

func copies(records []*record) []map[string]any {
	var out []map[string]any
	for _, r := range records {
		if o := r.now(); o != nil {
			out = append(out, cloneObject(o))
		}
	}
	return out
}
