package plain

// Unwritten says that a file of this computer could not be written which was
// asked for, and that the value was not at fault: a failure, whatever else went
// well. All are sentences.
type Unwritten struct {
	What, Means, Do string
	Cause           error
}

// Error says all of it.
func (e *Unwritten) Error() string { return e.What + " " + e.Means + " " + e.Do }

// Unwrap gives the cause.
func (e *Unwritten) Unwrap() error { return e.Cause }

func (f *front) sayUnwritten(e *Unwritten) {
	for _, s := range []string{e.What, e.Means, e.Do} {
		f.say("%s", sentence(s))
	}
}
