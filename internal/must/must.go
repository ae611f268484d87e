// Package must ends a test whose preparations failed. It is for tests only, and for
// what they prepare. It refuses to go on after an error, and to say more than the error
// does: what a test is about says in words of its own what went wrong.
package must

import "testing"

// Do ends the test where err is not nil, as in must.Do(t, store.Save(p)).
func Do(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
