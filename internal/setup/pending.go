package setup

import (
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
)

// Beside names the secret that a new one is to follow, in a renewal; zero outside of
// one.
type Beside struct {
	KeyID string
	// Others: somebody else made it, and this computer never knew its id.
	Others bool
}

// BesideSecret is the secret with this id, or somebody else's where none is known.
func BesideSecret(keyID string) Beside { return Beside{KeyID: keyID, Others: keyID == ""} }

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

// PendingPassword is the write that a Pending is about.
const PendingPassword = "add-password"

// Where a secret may be kept, beside a keychain's own name.
const (
	KeeperShownOnce = "shown once"
)

// SecretPrefix begins the name of every secret that this wizard makes. A name
// cannot be changed afterwards, so it tells ours from everybody else's.
const SecretPrefix = "bvoip MTP portal, "

// NamedHere tells whether a secret carries the name that this program gives.
func NamedHere(name string) bool { return strings.HasPrefix(name, SecretPrefix) }

// TakeUp makes a kept secret the profile's own. In a renewal the one before is
// remembered. What a person said of another is not true of this one.
func (p *Profile) TakeUp(pw graph.Password, keeper string, now time.Time) {
	if p.Pending != nil && p.Pending.Beside != (Beside{}) {
		old := p.Secret
		old.Pasted = HandedOver(*p)
		p.Renewal = &Renewing{Old: old, Since: now}
	}
	if pw.KeyID != p.Secret.KeyID {
		p.Unsaid()
	}
	p.Secret = ProfileSecret{KeyID: pw.KeyID, Name: pw.DisplayName, Hint: pw.Hint,
		End: pw.EndDateTime, Keeper: keeper}
	if p.Pending != nil {
		p.Secret.Days = p.Pending.Days
	}
	p.Pending, p.Refused, p.Asked = nil, nil, nil
}

// Unsaid drops a person's word that the MTP portal has the secret's value, and that
// somebody signed in with it: both are about one value.
func (p *Profile) Unsaid() {
	delete(p.Confirmed, "29")
	delete(p.Confirmed, "S1-S2")
	p.PilotFrom = nil
}

// Elsewhere says that a value may be where this run cannot look. Not here says
// nothing about there, so the secret is neither used nor taken back.
func (p *Pending) Elsewhere(k vault.Keychain, lost graph.Password) error {
	here := KeeperShownOnce
	if k != nil {
		here = k.Name()
	}
	if p == nil || p.Name != lost.DisplayName || p.Keeper == "" || p.Keeper == KeeperShownOnce ||
		p.Keeper == here {
		return nil
	}
	return &vault.Unavailable{Reason: "The secret of the interrupted run was to be kept in " + p.Keeper +
		", and this run looks in " + here + ". Nothing was done with it.",
		Remedy: "Run it where " + p.Keeper + " answers or can be chosen. Or remove the secret \"" +
			lost.DisplayName + "\" in Entra, under \"Certificates & secrets\", and begin again."}
}

// Unheard are the names of secrets that were asked for and of which nobody heard
// whether they were made, on the registration that the profile is about. A name
// is kept until it turns up, or is not shown when every server would show it.
func (p Profile) Unheard() []Pending {
	var out []Pending
	if l := p.Pending; l != nil && l.Kind == PendingPassword && NamedHere(l.Name) {
		out = append(out, *l)
	}
	for _, l := range p.Lost {
		if l.AppID == p.App.AppID && NamedHere(l.Name) {
			out = append(out, l)
		}
	}
	return out
}

// UnheardOf finds one by its name.
func (p Profile) UnheardOf(name string) *Pending {
	for _, l := range p.Unheard() {
		if l.Name == name {
			return &l
		}
	}
	return nil
}

// PutAside keeps the name of the write under way among those of unknown fate, so
// that another can be begun.
func (p *Profile) PutAside() {
	if l := p.Pending; l != nil {
		l.AppID = text.Or(l.AppID, p.App.AppID)
		p.Lost, p.Pending = append(p.Lost, *l), nil
	}
}

// HeardOf forgets a name: what came of it is known.
func (p *Profile) HeardOf(name string) {
	if p.Pending != nil && p.Pending.Name == name {
		p.Pending = nil
	}
	p.Lost = slices.DeleteFunc(p.Lost, func(l Pending) bool {
		return l.Name == name && l.AppID == p.App.AppID
	})
}

// SettleNames forgets the names that a look does not show at a time when every
// server would: then nothing was made under them.
func (p *Profile) SettleNames(s Snapshot, began time.Time) {
	if s.App.Value == nil {
		return
	}
	for _, l := range p.Unheard() {
		if !Young(l.At, began) && len(p.Strays(s.App.Value, l.Name)) == 0 {
			p.HeardOf(l.Name)
		}
	}
}

// Strays are the secrets of one name but the one that is in use: a second of the
// same name is what a lost answer made. One that was taken back and is still shown
// is none.
func (p Profile) Strays(app *graph.Application, name string) []graph.Password {
	var gone []string
	if l := p.UnheardOf(name); l != nil {
		gone = l.Gone
	}
	var out []graph.Password
	for _, c := range app.PasswordCredentials {
		if c.DisplayName == name && c.KeyID != p.Secret.KeyID && !slices.Contains(gone, c.KeyID) {
			out = append(out, c)
		}
	}
	return out
}

// HeardOfOthers forgets a name among those that were put aside.
func (p *Profile) HeardOfOthers(name string) {
	p.Lost = slices.DeleteFunc(p.Lost, func(l Pending) bool {
		return l.Name == name && l.AppID == p.App.AppID
	})
}

// MayFollow tells whether a secret that was asked for can still become the
// profile's own: none is there yet, or it was to follow just that one.
func (l Pending) MayFollow(p Profile, app graph.Application) bool {
	_, there := FindPassword(&app, p.Secret.KeyID)
	return !there || l.Beside.follows(p.Secret.KeyID)
}
