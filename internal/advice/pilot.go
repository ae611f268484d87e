package advice

// NoSignInLogError says that the sign-in log cannot be read here; a person's
// word takes its place.
type NoSignInLogError struct {
	Reason string
	Cause  error
}

func (e *NoSignInLogError) Error() string { return "the sign-in log cannot be read here: " + e.Reason }

// Unwrap gives the refusal.
func (e *NoSignInLogError) Unwrap() error { return e.Cause }
