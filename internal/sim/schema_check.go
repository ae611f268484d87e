package sim

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

var guidShape = pattern(`^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

func isGUID(s string) bool { return guidShape().MatchString(s) }

// parseTime reads an Edm.DateTimeOffset.
func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339Nano, s) }

var isoShape = pattern(
	`^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$`)

const day = 24 * time.Hour

// isoDuration reads an ISO 8601 duration ("P180D", "P1Y", "P4DT12H"), which is what policies hold (Graph
// docs, passwordCredentialConfiguration). A year counts 365 days and a month 30, as in .NET.
func isoDuration(s string) (time.Duration, error) {
	m := isoShape().FindStringSubmatch(s)
	if m == nil || s == "P" || strings.HasSuffix(s, "T") {
		return 0, fmt.Errorf("%q is not an ISO 8601 duration such as P180D", s)
	}
	var d time.Duration
	for i, unit := range []time.Duration{365 * day, 30 * day, day, time.Hour, time.Minute, time.Second} {
		if m[i+1] == "" {
			continue
		}
		n, err := strconv.Atoi(m[i+1])
		if err != nil || n > math.MaxInt32 {
			return 0, fmt.Errorf("%q is too long a duration", s)
		}
		d += time.Duration(n) * unit
	}
	return d, nil
}

// readOnly lists what a write may not hold, by type (Graph docs, the resources' property tables). On complex
// types it holds for every write; on entities the handlers add what is immutable after creation.
var readOnly = map[string][]string{
	"application": {
		"id", "appId", "applicationTemplateId", "certification", "createdByAppId", "createdDateTime",
		"deletedDateTime",
		"disabledByMicrosoftStatus", "publisherDomain", "verifiedPublisher", "logo",
		"isDeviceOnlyAuthSupported",
	},
	"servicePrincipal": {
		"id", "appDisplayName", "appDescription", "applicationTemplateId", "appOwnerOrganizationId",
		"createdByAppId",
		"deletedDateTime", "disabledByMicrosoftStatus", "displayName", "oauth2PermissionScopes",
		"appRoles", "info",
		"resourceSpecificApplicationPermissions", "servicePrincipalNames", "signInAudience",
		"verifiedPublisher",
		"passwordCredentials",
	},
	"appRoleAssignment": {
		"id", "createdDateTime", "deletedDateTime", "principalDisplayName", "principalType",
		"resourceDisplayName",
	},
	"oAuth2PermissionGrant":       {"id"},
	"federatedIdentityCredential": {"id"},
	"appManagementPolicy":         {"id", "deletedDateTime"},
	"passwordCredential":          {"hint", "keyId", "secretText"},
}

// checkBody refuses what the type does not have, what is read-only and what is of the wrong type.
func checkBody(typeName string, body object) *refusal { return conforms(typeName, body, readOnly) }

// conforms is checkBody with another table of read-only properties; nil allows them all, for objects that the
// directory itself holds.
func conforms(typeName string, body object, fixed map[string][]string) *refusal {
	s := graphSchema()
	for _, name := range slices.Sorted(maps.Keys(body)) {
		v := body[name]
		if strings.HasPrefix(name, "@odata.") {
			if name == "@odata.type" && v != "#microsoft.graph."+typeName {
				return badRequest("The type '%v' is not the expected '#microsoft.graph.%s'.", v, typeName)
			}
			continue
		}
		p, ok := s.property(typeName, name)
		if !ok {
			return badRequest("Invalid property '%s'.", name)
		}
		if slices.Contains(fixed[typeName], name) {
			return fixedProperty(name)
		}
		if r := conformsValue(name, p, v, fixed); r != nil {
			return r
		}
	}
	return nil
}

// checkValue compares one value of a write with its type.
func checkValue(name string, t edm, v any) *refusal { return conformsValue(name, t, v, readOnly) }

func conformsValue(name string, t edm, v any, fixed map[string][]string) *refusal {
	if v == nil {
		if t.required || t.collection {
			return badRequest("A null value was found for the property named '%s', "+
				"which has the expected type '%s'. It does not allow null values.",
				name, t.wireName())
		}
		return nil
	}
	if !t.collection {
		return checkSingle(name, t, v, fixed)
	}
	items, ok := v.([]any)
	if !ok {
		return badRequest(
			"An unexpected node was found when reading '%s'. A 'StartArray' node was expected.", name)
	}
	for _, e := range items {
		if e == nil {
			return badRequest(
				"A null value was found in the collection '%s', which does not allow null values.", name)
		}
		if r := checkSingle(name, t, e, fixed); r != nil {
			return r
		}
	}
	return nil
}

func checkSingle(name string, t edm, v any, fixed map[string][]string) *refusal {
	if cn, ok := t.complexName(); ok {
		if values, isEnum := graphSchema().Enums[cn]; isEnum {
			if s, ok := v.(string); ok && slices.Contains(values, s) && s != "unknownFutureValue" {
				return nil
			}
			return wrongType(name, t, v)
		}
		o, ok := v.(map[string]any)
		if !ok {
			return badRequest("An unexpected 'PrimitiveValue' node was found when reading '%s'. "+
				"A 'StartObject' node was expected.", name)
		}
		return conforms(cn, o, fixed)
	}
	if !fitsEDM(t.name, v) {
		return wrongType(name, t, v)
	}
	return nil
}

// fitsEDM reports whether a JSON value can be read as the primitive type.
func fitsEDM(typeName string, v any) bool {
	s, isText := v.(string)
	n, isNumber := v.(float64)
	switch typeName {
	case "String", "Binary", "Stream":
		return isText
	case "Boolean":
		_, ok := v.(bool)
		return ok
	case "Guid":
		return isText && isGUID(s)
	case "DateTimeOffset":
		_, err := parseTime(s)
		return isText && err == nil
	case "Date":
		_, err := time.Parse(time.DateOnly, s)
		return isText && err == nil
	case "Duration":
		_, err := isoDuration(s)
		return isText && err == nil
	case "Int32", "Int64", "Int16":
		return isNumber && n == math.Trunc(n)
	case "Double", "Single", "Decimal":
		return isNumber
	default:
		return false
	}
}

func wrongType(name string, t edm, v any) *refusal {
	raw, err := json.Marshal(v)
	if err != nil {
		raw = []byte("?")
	}
	return badRequest("Cannot convert the value '%s' of the property '%s' to the expected type '%s'.",
		cut(string(raw), 80), name, t.wireName())
}

// wireName is the type's name as metadata writes it.
func (t edm) wireName() string {
	n := "Edm." + t.name
	if c, ok := t.complexName(); ok {
		n = "microsoft.graph." + c
	}
	if t.collection {
		return "Collection(" + n + ")"
	}
	return n
}

func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
