package steps

// Beside names the secret that a new one is to follow, in a renewal; zero outside of
// one.
type Beside struct {
	KeyID string
	// Others: somebody else made it, and this computer never knew its id.
	Others bool
}

// besideSecret is the secret with this id, or somebody else's where none is known.
func besideSecret(keyID string) Beside { return Beside{KeyID: keyID, Others: keyID == ""} }

// follows tells whether a secret that was asked for may take the place of one.
func (b Beside) follows(keyID string) bool { return b.Others || b != Beside{} && b.KeyID == keyID }

// othersText stands in saved profiles for an id that is not known.
const othersText = "others"

// MarshalText writes the id, or that it is somebody else's.
func (b Beside) MarshalText() ([]byte, error) {
	if b.Others {
		return []byte(othersText), nil
	}
	return []byte(b.KeyID), nil
}

// UnmarshalText reads what MarshalText wrote.
func (b *Beside) UnmarshalText(text []byte) error {
	*b = Beside{}
	if b.Others = string(text) == othersText; !b.Others {
		b.KeyID = string(text)
	}
	return nil
}
