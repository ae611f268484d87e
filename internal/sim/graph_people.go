package sim

import (
	"cmp"
	"fmt"
	"strings"
)

// people are the tenant's users: the accounts that can sign in, then made-up ones up to the count. The
// made-up ones are computed from their number, so that a tenant of a hundred thousand costs no memory.
type people struct {
	accounts []Account
	total    int
	domain   string
	tenantID string
}

func newPeople(sc Scenario) people {
	p := people{accounts: sc.Accounts, total: max(sc.Users.Count, len(sc.Accounts)), tenantID: sc.Tenant.ID}
	for _, d := range sc.Tenant.Domains {
		if d.IsDefault || p.domain == "" {
			p.domain = d.Name
		}
	}
	return p
}

var (
	givenNames = strings.Fields("Annika Bao Carlos Dalia Emeka Freya Goran Hana Ilja Joana Kofi Léa Mateo " +
		"Nadia Oskar Priya Quentin Rosa Søren Tala Umar Vera Wanda Ximena Yusuf Zoë")
	surnames = strings.Fields("Abara Berg Costa Dahl Engel Ferrari Gupta Haddad Ivanova Jansen Kimura " +
		"Lindqvist Mbeki Novak Okafor Petrov Quispe Rossi Sato Tanaka Ueda Vega Weber Xu Yilmaz Zhang")
)

// at is the i-th user.
func (p people) at(i int) object {
	if i < len(p.accounts) {
		return userObject(p.accounts[i])
	}
	given, sur := givenNames[i%len(givenNames)], surnames[(i/len(givenNames)+i*7)%len(surnames)]
	local := strings.ToLower(plainLetters(given) + "." + plainLetters(sur))
	if round := i / (len(givenNames) * len(surnames)); round > 0 || i >= 26 {
		local = fmt.Sprintf("%s%d", local, i)
	}
	o := userObject(Account{
		ID:  fmt.Sprintf("%s-%04x-4000-8000-%012x", p.tenantID[:8], i>>16&0xffff, i),
		UPN: local + "@" + p.domain, Name: given + " " + sur, UserType: "Member",
	})
	o["givenName"], o["surname"] = given, sur
	return o
}

// all yields every user in turn.
func (p people) all(yield func(object) bool) {
	for i := range p.total {
		if !yield(p.at(i)) {
			return
		}
	}
}

var plainSpelling = strings.NewReplacer("é", "e", "ø", "o", "ë", "e")

// plainLetters spells a name in the letters of a mail address.
func plainLetters(s string) string { return plainSpelling.Replace(s) }

// basicProfile lists what User.ReadBasic.All shows of other people.
var basicProfile = []string{"id", "displayName", "givenName", "surname", "mail", "userPrincipalName"}

// userDefaults lists what a user shows without $select.
var userDefaults = append([]string{
	"businessPhones", "jobTitle", "mobilePhone", "officeLocation", "preferredLanguage",
}, basicProfile...)

// userObject is an account as Graph shows it.
func userObject(a Account) object {
	mail := a.UPN
	if a.Guest() {
		mail = guestMail(a.UPN)
	}
	given, sur, _ := strings.Cut(a.Name, " ")
	return object{
		"id": a.ID, "displayName": a.Name, "userPrincipalName": a.UPN, "mail": mail,
		"userType":       cmp.Or(a.UserType, "Member"),
		"accountEnabled": true, "givenName": nullable(given), "surname": nullable(sur),
		"businessPhones": []any{},
		"jobTitle":       nil, "mobilePhone": nil, "officeLocation": nil, "preferredLanguage": nil,
	}
}

// guestMail undoes the shape of a guest's user principal name: ada_example.com#EXT#@contoso.onmicrosoft.com.
func guestMail(upn string) string {
	name, _, ok := strings.Cut(upn, "#EXT#")
	if !ok {
		return upn
	}
	if i := strings.LastIndex(name, "_"); i >= 0 {
		return name[:i] + "@" + name[i+1:]
	}
	return name
}

// listUsers lists everybody, cut down to what the caller may see of other people.
func (s *store) listUsers(g *graphRequest) (*reply, *refusal) {
	var shown []string // everything
	switch {
	case g.query.Get("$select") == "":
		shown = userDefaults
	case !ruleUserDetails.holds(g.who):
		shown = basicProfile
	}
	return g.collection(s.people.all, listOptions{
		typeName: "user", context: "users", pageSize: 100, maxTop: 999,
		show: func(o object) object { return project(o, shown) },
	})
}
