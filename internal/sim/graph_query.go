package sim

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// listOptions say how one collection may be queried.
type listOptions struct {
	typeName string
	context  string // after $metadata#
	pageSize int    // default page size
	maxTop   int
	// extra names properties that $select may hold besides the type's own, for collections of mixed types.
	extra []string
	// show cuts an entity down to what the caller may see; nil shows all of it. It is applied to the page
	// only.
	show func(object) object
}

// items is a collection that is produced one by one, so that a large one need not be held in memory.
type items func(yield func(object) bool)

// of turns a slice into items.
func of(objects []object) items {
	return func(yield func(object) bool) {
		for _, o := range objects {
			if !yield(o) {
				return
			}
		}
	}
}

var knownOptions = []string{
	"$filter", "$search", "$select", "$top", "$count", "$orderby", "$skiptoken", "$format",
	"$expand", "$skip",
}

// checkOptions refuses query options that Graph or this tenant does not know.
func (g *graphRequest) checkOptions() *refusal {
	for name := range g.query {
		if strings.HasPrefix(name, "$") && !slices.Contains(knownOptions, name) {
			return badQuery("The query parameter '%s' is not supported.", cut(name, 60))
		}
	}
	if g.query.Has("$skip") {
		return badQuery("'$skip' is not supported by the service.")
	}
	if g.query.Has("$expand") {
		return unsupported("The practice tenant does not answer $expand.")
	}
	if f := g.query.Get("$format"); f != "" && f != "json" && f != "application/json" {
		return badQuery("The format '%s' is not supported.", cut(f, 60))
	}
	if c := strings.ToLower(g.query.Get("$count")); g.query.Has("$count") && c != "true" && c != "false" {
		return badQuery("Invalid value '%s' for $count query option found. "+
			"Valid values are 'true' or 'false'.", cut(c, 60))
	}
	return nil
}

// collection answers a list: filtered, searched, sorted, counted, cut into pages and projected.
func (g *graphRequest) collection(all items, opt listOptions) (*reply, *refusal) {
	if r := g.checkOptions(); r != nil {
		return nil, r
	}
	cols, r := g.columns(opt.typeName, opt.extra)
	if r != nil {
		return nil, r
	}
	keep, r := g.matcher(opt.typeName)
	if r != nil {
		return nil, r
	}
	byName, r := g.order(opt.typeName)
	if r != nil {
		return nil, r
	}
	top, start, r := g.page(opt)
	if r != nil {
		return nil, r
	}
	if byName {
		all = sortedByName(all)
	}
	counting := g.counted() && (g.eventual() || !directoryType(opt.typeName)) && start == 0
	page, total := gather(all, keep, start, top, counting)
	value := make([]any, 0, len(page))
	for _, o := range page {
		if opt.show != nil {
			o = opt.show(o)
		}
		value = append(value, project(o, cols))
	}
	body := object{"@odata.context": g.context(opt.context), "value": value}
	if counting {
		body["@odata.count"] = total
	}
	if start+len(page) < total {
		body["@odata.nextLink"] = g.next(start + len(page))
	}
	return &reply{status: http.StatusOK, body: body}, nil
}

// list answers a collection with what most have in common: pages of 100 to 999.
func (g *graphRequest) list(all []object, typeName, context string) (*reply, *refusal) {
	return g.collection(of(all), listOptions{typeName: typeName, context: context,
		pageSize: 100, maxTop: 999})
}

// gather takes one page out of a collection and counts what matches. Unless everything is to be counted it
// stops at the first entity after the page, which is enough to know that there is another page.
func gather(all items, keep predicate, start, top int, counting bool) (page []object, total int) {
	all(func(o object) bool {
		if keep(o) {
			if total >= start && len(page) < top {
				page = append(page, o)
			}
			total++
		}
		return counting || total <= start+top
	})
	return page, total
}

// sortedByName puts a collection into the order of its display names.
func sortedByName(all items) items {
	var sorted []object
	all(func(o object) bool {
		sorted = append(sorted, o)
		return true
	})
	slices.SortStableFunc(sorted, func(a, b object) int {
		return strings.Compare(strings.ToLower(text(a, "displayName")),
			strings.ToLower(text(b, "displayName")))
	})
	return of(sorted)
}

// matcher reads $filter and $search. What has none of the shapes that the tenant answers is refused.
func (g *graphRequest) matcher(typeName string) (predicate, *refusal) {
	filter, refused := g.filter(typeName)
	if refused != nil {
		return nil, refused
	}
	search, refused := g.search(typeName)
	if refused != nil {
		return nil, refused
	}
	return func(o object) bool { return filter(o) && search(o) }, nil
}

func everything(object) bool { return true }

// filter reads $filter. The refusals are those of the directory: a property that the type does not have, an
// advanced query without its header, and one message for everything else that is "unsupported or invalid".
func (g *graphRequest) filter(typeName string) (predicate, *refusal) {
	raw := g.query.Get("$filter")
	if raw == "" {
		return everything, nil
	}
	name := filteredProperty(raw)
	if _, ok := graphSchema().property(typeName, name); !ok {
		return nil, noProperty(typeName, name)
	}
	for _, s := range filterShapes {
		given, ok := s.read(raw)
		if s.typeName == typeName && ok && (g.advanced() || !s.advanced) {
			return s.with(given), nil
		}
	}
	return nil, unsupported("Unsupported or invalid query filter clause specified for property '%s' of "+
		"resource '%s'.", name, resourceName(typeName))
}

var propertyInFilter = pattern(`^[\s(]*(?:not\b[\s(]*)?(?:[A-Za-z]+\()?(\w*)`)

// filteredProperty is the first property that a filter names.
func filteredProperty(raw string) string { return propertyInFilter().FindStringSubmatch(raw)[1] }

// search reads $search.
func (g *graphRequest) search(typeName string) (predicate, *refusal) {
	raw := g.query.Get("$search")
	if raw == "" {
		return everything, nil
	}
	searched := slices.ContainsFunc(searchShapes, func(s queryShape) bool { return s.typeName == typeName })
	switch {
	case !searched:
		return nil, unsupported("Search is not supported on resource '%s'.", resourceName(typeName))
	case !g.eventual():
		return nil, unsupported("Request with $search query parameter only works through MSGraph with a " +
			"special request header: 'ConsistencyLevel: eventual'")
	}
	for _, s := range searchShapes {
		if given, ok := s.read(raw); s.typeName == typeName && ok {
			return s.with(given), nil
		}
	}
	return nil, badQuery("Syntax error in '%s'. Clauses are written as \"property:text\".", cut(raw, 120))
}

// directoryType reports whether the rules of advanced queries hold for lists of this type (Graph docs,
// aad-advanced-queries).
func directoryType(typeName string) bool {
	switch typeName {
	case "application", "servicePrincipal", "user", "directoryObject", "directoryRole", "group":
		return true
	}
	return false
}

// resourceName is the type's name as error messages write it.
func resourceName(typeName string) string { return strings.ToUpper(typeName[:1]) + typeName[1:] }

// order reads $orderby; false leaves the directory's own order. Registrations are sorted by name, in an
// advanced query.
func (g *graphRequest) order(typeName string) (byName bool, refused *refusal) {
	name := g.query.Get("$orderby")
	switch _, ok := graphSchema().property(typeName, name); {
	case name == "":
		return false, nil
	case !ok:
		return false, noProperty(typeName, name)
	case typeName != "application" || name != "displayName" || !g.advanced():
		return false, unsupported("Sorting not supported for current query.")
	}
	return true, nil
}

// page reads $top and the skip token.
func (g *graphRequest) page(opt listOptions) (top, start int, r *refusal) {
	top = opt.pageSize
	if raw := g.query.Get("$top"); g.query.Has("$top") {
		n, err := strconv.Atoi(raw)
		if err != nil {
			return 0, 0, badQuery("Invalid value '%s' for $top query option found.", cut(raw, 60))
		}
		if n < 1 || n > opt.maxTop {
			return 0, 0, badRequest("Invalid page size specified: '%d'. Must be between 1 and %d inclusive.",
				n, opt.maxTop)
		}
		top = n
	}
	if raw := g.query.Get("$skiptoken"); g.query.Has("$skiptoken") {
		text, err := base64.RawURLEncoding.DecodeString(raw)
		n, numErr := strconv.Atoi(strings.TrimPrefix(string(text), "practice:"))
		if err != nil || numErr != nil || n < 0 || !strings.HasPrefix(string(text), "practice:") {
			return 0, 0, refuse(http.StatusBadRequest, "Directory_ExpiredPageToken",
				"The specified page token value has expired and can no longer be included in your request.")
		}
		start = n
	}
	return top, start, nil
}

// next is the link to the page that begins at start.
func (g *graphRequest) next(start int) string {
	q := url.Values{}
	for name, v := range g.query {
		if name != "$skiptoken" {
			q[name] = v
		}
	}
	q.Set("$skiptoken", base64.RawURLEncoding.EncodeToString([]byte("practice:"+strconv.Itoa(start))))
	return g.base + g.fullPath + "?" + q.Encode()
}

// columns reads $select; nil means everything.
func (g *graphRequest) columns(typeName string, extra []string) ([]string, *refusal) {
	raw := g.query.Get("$select")
	if raw == "" || raw == "*" {
		return nil, nil
	}
	var cols []string
	for name := range strings.SplitSeq(raw, ",") {
		name = strings.TrimSpace(name)
		if _, ok := graphSchema().property(typeName, name); !ok && !slices.Contains(extra, name) {
			refused := noProperty(typeName, name)
			refused.message = "Parsing OData Select and Expand failed: " + refused.message
			return nil, refused
		}
		cols = append(cols, name)
	}
	return cols, nil
}

// single answers one entity, projected.
func (g *graphRequest) single(o object, typeName, context string) (*reply, *refusal) {
	if r := g.checkOptions(); r != nil {
		return nil, r
	}
	cols, r := g.columns(typeName, nil)
	if r != nil {
		return nil, r
	}
	body := project(o, cols)
	body["@odata.context"] = g.context(context) + "/$entity"
	return &reply{status: http.StatusOK, body: body}, nil
}

// context says what the answer holds, with the properties that were selected.
func (g *graphRequest) context(of string) string {
	selected := g.query.Get("$select")
	if selected != "" && selected != "*" {
		of += "(" + selected + ")"
	}
	return g.base + "/$metadata#" + of
}

// project copies the wanted properties; a wanted one that the entity lacks is null.
func project(o object, cols []string) object {
	if cols == nil {
		return cloneObject(o)
	}
	out := object{}
	for _, c := range cols {
		out[c] = clone(o[c])
	}
	for k, v := range o {
		if strings.HasPrefix(k, "@odata.") {
			out[k] = v
		}
	}
	return out
}
