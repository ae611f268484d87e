package sim

import (
	"encoding/base64"
	"net/url"
	"slices"
	"sort"
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
	// show cuts an entity down to what the caller may see; nil shows all of it. It is applied to the page only.
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

var knownOptions = []string{"$filter", "$search", "$select", "$top", "$count", "$orderby", "$skiptoken", "$format", "$expand", "$skip"}

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
		return badQuery("Invalid value '%s' for $count query option found. Valid values are 'true' or 'false'.", cut(c, 60))
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
	less, r := g.order(opt.typeName)
	if r != nil {
		return nil, r
	}
	top, start, r := g.page(opt)
	if r != nil {
		return nil, r
	}
	counting := g.counted() && (g.eventual() || !directoryType(opt.typeName)) && start == 0
	page, total := gather(all, keep, less, start, top, counting)
	value := make([]any, 0, len(page))
	for _, o := range page {
		if opt.show != nil {
			o = opt.show(o)
		}
		value = append(value, project(o, cols))
	}
	body := object{"@odata.context": g.base + "/$metadata#" + opt.context + selected(g.query.Get("$select")), "value": value}
	if counting {
		body["@odata.count"] = total
	}
	if start+len(page) < total {
		body["@odata.nextLink"] = g.next(start + len(page))
	}
	return &reply{status: 200, body: body}, nil
}

// gather takes one page out of a collection and counts what matches. Unless everything is to be counted it stops at
// the first entity after the page, which is enough to know that there is another page.
func gather(all items, keep predicate, less func(a, b object) bool, start, top int, counting bool) (page []object, total int) {
	if less == nil {
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
	var matched []object
	all(func(o object) bool {
		if keep(o) {
			matched = append(matched, o)
		}
		return true
	})
	sort.SliceStable(matched, func(i, j int) bool { return less(matched[i], matched[j]) })
	total = len(matched)
	return matched[min(start, total):min(start+top, total)], total
}

// matcher combines $filter and $search.
func (g *graphRequest) matcher(typeName string) (predicate, *refusal) {
	keep := predicate(func(any) bool { return true })
	if raw := g.query.Get("$filter"); raw != "" {
		f, r := parseFilter(typeName, raw, g.advanced())
		if r != nil {
			return nil, r
		}
		keep = f
	}
	raw := g.query.Get("$search")
	if raw == "" {
		return keep, nil
	}
	if len(searchable[typeName]) == 0 {
		return nil, unsupported("Search is not supported on resource '%s'.", resourceName(typeName))
	}
	if !g.eventual() {
		return nil, unsupported("Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'")
	}
	s, r := parseSearch(typeName, raw)
	if r != nil {
		return nil, r
	}
	return func(v any) bool { return keep(v) && s(v) }, nil
}

// order reads $orderby; nil means the directory's own order.
func (g *graphRequest) order(typeName string) (func(a, b object) bool, *refusal) {
	raw := strings.TrimSpace(g.query.Get("$orderby"))
	if raw == "" {
		return nil, nil
	}
	name, direction, _ := strings.Cut(raw, " ")
	t, ok := graphSchema().property(typeName, name)
	if !ok {
		return nil, badQuery("Could not find a property named '%s' on type 'microsoft.graph.%s'.", cut(name, 60), typeName)
	}
	direction = strings.TrimSpace(direction)
	if direction != "" && direction != "asc" && direction != "desc" {
		return nil, badQuery("Syntax error in $orderby: '%s'.", cut(raw, 60))
	}
	sortable := []string{"displayName", "userPrincipalName", "createdDateTime", "deletedDateTime"}
	combined := g.query.Has("$filter") || g.query.Has("$search")
	if !slices.Contains(sortable, name) || directoryType(typeName) && combined && !g.advanced() {
		return nil, unsupported("Sorting not supported for current query.")
	}
	return func(a, b object) bool {
		if direction == "desc" {
			a, b = b, a
		}
		return compare(t, a[name], "lt", b[name])
	}, nil
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
			return 0, 0, badRequest("Invalid page size specified: '%d'. Must be between 1 and %d inclusive.", n, opt.maxTop)
		}
		top = n
	}
	if raw := g.query.Get("$skiptoken"); g.query.Has("$skiptoken") {
		text, err := base64.RawURLEncoding.DecodeString(raw)
		n, numErr := strconv.Atoi(strings.TrimPrefix(string(text), "practice:"))
		if err != nil || numErr != nil || n < 0 || !strings.HasPrefix(string(text), "practice:") {
			return 0, 0, refuse(400, "Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.")
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
			return nil, badQuery("Parsing OData Select and Expand failed: Could not find a property named '%s' on type 'microsoft.graph.%s'.", cut(name, 60), typeName)
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
	body["@odata.context"] = g.base + "/$metadata#" + context + selected(g.query.Get("$select")) + "/$entity"
	return &reply{status: 200, body: body}, nil
}

func selected(raw string) string {
	if raw == "" || raw == "*" {
		return ""
	}
	return "(" + raw + ")"
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
