package sim

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// platforms are the three places a redirect URI can be registered under, in the order they are checked.
var redirectPlatforms = []string{"web", "spa", "publicClient"}

// checkRedirects holds the rules for redirect URIs over all three platforms together (Entra docs, reply-url).
func checkRedirects(o object) *refusal {
	seen := map[string]string{}
	count := 0
	personal := strings.Contains(text(o, "signInAudience"), "PersonalMicrosoftAccount")
	for _, platform := range redirectPlatforms {
		for _, uri := range texts(sub(o, platform), "redirectUris") {
			count++
			if refused := checkRedirect(platform, uri, personal); refused != nil {
				return refused
			}
			if where, twice := seen[strings.ToLower(uri)]; twice {
				return badRequest("Redirect URIs must have distinct values. "+
					"'%s' is specified more than once (%s, %s).",
					cut(uri, 256), where, platform).with("DuplicateValue", platform+"/redirectUris")
			}
			seen[strings.ToLower(uri)] = platform
		}
	}
	limit := 256
	if personal {
		limit = 100
	}
	if count > limit {
		return badRequest("The total number of redirect URIs exceeds the maximum of %d.", limit).
			with("ExceededMaximum", "redirectUris")
	}
	return nil
}

// checkRedirect judges one redirect URI on its platform.
func checkRedirect(platform, uri string, personal bool) *refusal {
	bad := func(reason string) *refusal {
		return badRequest("Invalid value specified "+
			"for property 'redirectUris' of resource 'Application'. %s: '%s'.",
			reason, cut(uri, 300)).with("InvalidValue", platform+"/redirectUris")
	}
	if len(uri) == 0 || len([]rune(uri)) > 256 {
		return bad("A redirect URI has 1 to 256 characters")
	}
	if strings.ContainsAny(uri, "!$'(),; \t\r\n") {
		return bad("The characters ! $ ' ( ) , ; and blanks are not supported")
	}
	if strings.HasPrefix(uri, "urn:") {
		if platform == "web" {
			return nil
		}
		return bad("urn: is accepted for the web platform only")
	}
	u, err := url.Parse(uri)
	if err != nil || u.Scheme == "" {
		return bad("It is not an absolute URI")
	}
	if strings.Contains(uri, "#") {
		return bad("Fragments are not allowed")
	}
	if strings.Contains(uri, "*") && (platform == "spa" || personal) {
		return bad("Wildcards are not allowed")
	}
	if personal && u.RawQuery != "" {
		return bad("Query strings are not allowed with personal accounts")
	}
	switch scheme := strings.ToLower(u.Scheme); {
	case scheme == "https" && u.Host != "":
		return nil
	case scheme == "http" && slices.Contains([]string{"localhost", "127.0.0.1"}, loopbackName(u.Host)):
		return nil
	case scheme == "http" || scheme == "https":
		return bad("It must start with https, or with http://localhost")
	case platform == "publicClient":
		return nil
	default:
		return bad("The scheme is not allowed on this platform")
	}
}

// loopbackName is the host without its port, in lower case.
func loopbackName(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.ToLower(host)
}

// checkDeclared holds the rules of requiredResourceAccess: ids, kinds and counts (Entra docs, supported
// accounts).
func checkDeclared(o object) *refusal {
	bad := func(reason string) *refusal {
		return badRequest("Invalid value specified for property 'requiredResourceAccess' of resource "+
			"'Application'. %s.", reason).with("InvalidValue", "requiredResourceAccess")
	}
	resources := list(o, "requiredResourceAccess")
	if len(resources) > 50 {
		return bad("At most 50 resources can be declared")
	}
	count := 0
	seen := map[string]bool{}
	for _, res := range resources {
		id := strings.ToLower(text(res, "resourceAppId"))
		if !isGUID(id) || seen[id] {
			return bad("Every resourceAppId is a GUID and appears once")
		}
		seen[id] = true
		pairs := map[string]bool{}
		for _, a := range list(res, "resourceAccess") {
			count++
			kind, permission := text(a, "type"), strings.ToLower(text(a, "id"))
			if kind != "Scope" && kind != "Role" && kind != "Scope,Role" {
				return bad("The type of a resourceAccess entry is Scope or Role")
			}
			if permission == "" || pairs[kind+permission] {
				return bad("A resourceAccess entry has an id and appears once")
			}
			pairs[kind+permission] = true
		}
	}
	if count > 400 {
		return bad("At most 400 permissions can be declared")
	}
	return nil
}
