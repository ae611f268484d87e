package steps

// SignIn is what a sign-in begins with.
type SignIn struct {
	Name   bool    // it asks for nothing but the name, to find out what a page has stopped
	Then   string  // the phase that it comes back to; "" for where it began
	Errand *Errand // what it is for in the middle of something
	Failed error   // of reading afterwards
}

// SignInFor is what a move to a sign-in begins it with.
func SignInFor(m Move) *SignIn {
	switch l := m.Local.(type) {
	case *SignIn:
		return l
	case *Errand:
		return &SignIn{Errand: l}
	}
	return &SignIn{}
}

// Errand is what a sign-in in the middle of something is for: why it is asked for, in
// one sentence, and what goes on by itself afterwards.
type Errand struct {
	Why  string
	Then Move
}

// ResumeWhy is said where a sign-in ended in the middle of a task.
const ResumeWhy = "Your sign-in has ended. After this one your tenant is read again, and the task goes " +
	"on where it was."

// Resuming is a sign-in that goes on in the middle of a task.
func Resuming() *SignIn { return &SignIn{Errand: &Errand{Why: ResumeWhy, Then: Close()}} }

// Resume signs in again and goes on with the page below: what took effect is read
// before anything is planned.
func Resume(p PageID) func(*Walk, any, Event) Move {
	return func(*Walk, any, Event) Move { return Instead(p, Resuming()) }
}

// SignInAgain are the ways to a sign-in and back to where one was.
func SignInAgain(st State) []Choice {
	then := "then back to this step"
	if st.Task != nil {
		then = "then back to where you were"
	}
	return []Choice{
		{ID: "code", Title: "Sign in again", Detail: "with a code, " + then},
		{ID: "browser", Title: "Sign in with the browser", Detail: "on this computer, " + then},
	}
}
