package advice

// ChangedSinceError says why a receipt is not taken back. Nothing was written.
type ChangedSinceError struct{ Why string }

func (e *ChangedSinceError) Error() string { return "this is not taken back: " + e.Why }
