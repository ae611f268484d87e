package sim

import (
	"fmt"
	"net/http"
)

// refusal is an error answer in Graph's shape (Graph docs, errors).
type refusal struct {
	status  int
	code    string
	message string
	details []refusalDetail
	header  http.Header
}

type refusalDetail struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Target  string `json:"target,omitempty"`
}

// Error makes a refusal an error, so that handlers can return it as such.
func (r *refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.status, r.code, r.message) }

// with adds the details entry that tells replication lag and duplicates from other bad requests.
func (r *refusal) with(code, target string) *refusal {
	r.details = append(r.details, refusalDetail{Code: code, Message: r.message, Target: target})
	return r
}

func refuse(status int, code, format string, args ...any) *refusal {
	return &refusal{status: status, code: code, message: fmt.Sprintf(format, args...)}
}

// badRequest is a body or value that the directory does not take.
func badRequest(format string, args ...any) *refusal {
	return refuse(http.StatusBadRequest, "Request_BadRequest", format, args...)
}

// invalidValue is a value that the property of that resource does not take.
func invalidValue(resource, property string) *refusal {
	return badRequest("Invalid value specified for property '%s' of resource '%s'.", property, resource).
		with("InvalidValue", property)
}

// missingValue is a property that a new object needs and the body does not have.
func missingValue(resource, property string) *refusal {
	return badRequest("A value is required for property '%s' of resource '%s'.", property, resource).
		with("MissingRequiredProperty", property)
}

// noProperty is a property that the type does not have.
func noProperty(typeName, name string) *refusal {
	return badQuery("Could not find a property named '%s' on type 'microsoft.graph.%s'.",
		cut(name, 60), typeName)
}

// fixedProperty is a property that this write cannot change.
func fixedProperty(name string) *refusal {
	return badRequest("Property '%s' is read-only and cannot be set.", name)
}

// badQuery is a query option that cannot be read at all.
func badQuery(format string, args ...any) *refusal {
	return refuse(http.StatusBadRequest, "BadRequest", format, args...)
}

// unsupported is a query that is well-formed and not supported as it was asked.
func unsupported(format string, args ...any) *refusal {
	return refuse(http.StatusBadRequest, "Request_UnsupportedQuery", format, args...)
}

// denied is what a missing scope and a missing role both look like.
func denied() *refusal {
	return refuse(http.StatusForbidden, "Authorization_RequestDenied",
		"Insufficient privileges to complete the operation.")
}

// deniedUnless lets a call pass that may be made.
func deniedUnless(may bool) *refusal {
	if may {
		return nil
	}
	return denied()
}

// missing is an object that is not there, or has not been replicated yet.
func missing(id string) *refusal {
	return refuse(http.StatusNotFound, "Request_ResourceNotFound",
		"Resource '%s' does not exist or one of its queried reference-property objects are not present.", id)
}

// noSegment is a path that Graph does not have.
func noSegment(segment string) *refusal {
	return badQuery("Resource not found for the segment '%s'.", segment)
}

// wrongMethod is a path that Graph has, with a method that it does not take.
func wrongMethod() *refusal {
	return refuse(http.StatusMethodNotAllowed, "Request_BadRequest",
		"Specified HTTP method is not allowed for the request target.")
}

// uniqueNameTaken is the answer where another registration, present or deleted, has the unique name: a bad
// request, not a conflict (msgraph-bicep-types#137 and #202).
func uniqueNameTaken() *refusal {
	return badRequest("Another object with the same value for property uniqueName already exists.").
		with("ObjectConflict", "uniqueName")
}

// taken is a value that must be unique and is not.
func taken(format string, args ...any) *refusal {
	return refuse(http.StatusConflict, "Request_MultipleObjectsWithSameKeyValue", format, args...)
}

// referenceThere is a link that was added before. The words are those of all links of an entity.
func referenceThere(property string) *refusal {
	return badRequest("One or more added object references already exist for the following modified "+
		"properties: '%s'.", property)
}

// principalTaken is a second service principal of one registration.
func principalTaken(appID string) *refusal {
	return taken("The service principal cannot be created, "+
		"updated, or restored because the service principal name %s is already in use.",
		cut(appID, 60)).with("ObjectConflict", "servicePrincipalNames")
}

// noBackingApplication is a service principal of a registration that is not there, or not copied yet.
func noBackingApplication(appID string) *refusal {
	return badRequest("The appId '%s' of the service principal does not reference a valid "+
		"application object.", cut(appID, 60)).with("NoBackingApplicationObject", "appId")
}
