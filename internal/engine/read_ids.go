package engine

import (
	"regexp"
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// IDError says why an application (client) ID was not taken from a text, in words
// for whoever copied it.
type IDError struct{ Why, Remedy string }

func (e *IDError) Error() string { return strings.TrimSpace(e.Why + " " + e.Remedy) }

var guidIn = regexp.MustCompile(`(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// copyClientID is what to do about a text that holds no such id.
const copyClientID = "In Entra, copy the value beside \"Application (client) ID\" on the registration's " +
	"page \"Overview\"."

// AppIDIn takes the application (client) ID of step 9 from what was typed or
// pasted: the id alone, or the whole block "Essentials", in which the Object ID and
// the Directory (tenant) ID stand beside it and look the same. What is known to be
// another id is refused by its name, and what cannot be told apart is asked for.
// Errors are *IDError.
func AppIDIn(words string, s setup.Snapshot, p setup.Profile) (string, error) {
	tenant, object := strings.ToLower(text.Or(s.Tenant.ID, p.Tenant.ID)), strings.ToLower(p.App.ObjectID)
	var left []string
	sawTenant, sawObject := false, false
	before := 0
	for _, at := range guidIn.FindAllStringIndex(words, -1) {
		id, label := strings.ToLower(words[at[0]:at[1]]), strings.ToLower(words[before:at[0]])
		before = at[1]
		switch {
		case id == tenant, strings.Contains(label, "(tenant)"):
			sawTenant = true
		case id == object, strings.Contains(label, "object id"):
			sawObject = true
		case strings.Contains(label, "(client)"):
			return id, nil
		default:
			left = append(left, id)
		}
	}
	switch {
	case len(left) == 1, len(left) == 2 && sawTenant: // Entra lists it first, before the Object ID
		return left[0], nil
	case len(left) > 1:
		return "", &IDError{
			"Several ids are in this text, and nothing says which one is the application's.", copyClientID}
	case sawObject:
		return "", &IDError{"This is the \"Object ID\". It stands beside the right one and looks the same.",
			copyClientID}
	case sawTenant:
		return "", &IDError{"This is the \"Directory (tenant) ID\": the company's, not the application's.",
			copyClientID}
	}
	if no, wrong := mtp.Misplaced(mtp.FieldClientID, words); wrong {
		return "", &IDError{no.Text, no.Remedy}
	}
	return "", &IDError{"No id was found in this.", copyClientID}
}
