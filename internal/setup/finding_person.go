package setup

import (
	"slices"
)

// AboutThePerson tells findings about who is looking from findings about the
// setup. They matter as soon as something has to be written; a setup that works
// is not worse for them.
func (f Finding) AboutThePerson() bool {
	return slices.Contains([]Code{CodeRoleMissing, CodeRoleEligible, CodeRoleStaleToken,
		CodeRegistrationRight, CodeGuestAccount}, f.Code)
}

// OnlyThePerson tells whether nothing is wrong with the setup itself; then what a
// check says about the person is a note in it. Before a write, Preflight says the same as a
// warning, because then it stops something.
func OnlyThePerson(wrong []Finding) bool {
	return !slices.ContainsFunc(wrong, func(f Finding) bool { return !f.AboutThePerson() })
}
