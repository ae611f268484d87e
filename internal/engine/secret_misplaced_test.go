package engine_test

import (
	"strings"
	"testing"

	"ssowizard/internal/advice"
)

// TestASecretInAFieldOfAnotherValueGoesNowhere: a client secret that was pasted as
// the company's domain or as a name is neither sent nor repeated.
func TestASecretInAFieldOfAnotherValueGoesNowhere(t *testing.T) {
	const secret = "Abc8Q~kd83jf9KQms0aPq_lk2m~z1Xy7Vw-4TdPp"
	w := newWalk(t, "new")
	_, asked := w.r.Resolve(t.Context(), secret)
	named := w.r.ChooseNew(secret)
	for _, err := range []error{asked, named} {
		a := advice.Advise(err)
		if err == nil || !strings.Contains(a.What+a.Means, "client secret") || strings.Contains(err.Error()+a.What+a.Means+a.Do, secret) {
			t.Errorf("%v: %+v", err, a)
		}
	}
	if n := len(w.srv.Requests()); n > 0 {
		t.Errorf("%d requests were sent", n)
	}
}
