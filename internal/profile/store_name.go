package profile

import (
	"fmt"
	"strings"

	"ssowizard/internal/text"
)

var profileName = text.Pattern(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)

// deviceName are the names under which Windows opens a device and no file, with
// whatever stands behind a dot.
// Source: Microsoft, Naming Files, Paths, and Namespaces.
var deviceName = text.Pattern(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)

// CheckProfile refuses what names no profile. A device's name is refused on every
// system, because a setup may move to another computer.
func CheckProfile(name string) error {
	switch {
	case !profileName().MatchString(name):
		return fmt.Errorf(
			"%q is not a profile name: letters, digits, dots, dashes and underscores, up to 100", name)
	case deviceName().MatchString(name):
		device, _, _ := strings.Cut(name, ".")
		return fmt.Errorf("%q is not a profile name: Windows keeps %s for a device; choose another one",
			name, device)
	}
	return nil
}
