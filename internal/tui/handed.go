package tui

import (
	"ssowizard/internal/mtp"
)

// nameColumn is as wide as the longest field name.
const nameColumn = 25

// quoted is a name as the portal writes it.
func quoted(field string) string {
	f, _ := mtp.FieldByID(field)
	return "\"" + f.Name + "\""
}
