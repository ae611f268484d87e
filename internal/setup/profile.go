package setup

import (
	"maps"
	"time"
)

// ProfileVersion is written into every profile; a newer one is refused.
const ProfileVersion = 2

// Profile is what this computer remembers of one walk: ids, the wanted values,
// what a person confirmed, and receipts. It holds no secret and no token, and
// nothing that the directory could answer is believed from it.
type Profile struct {
	Version  int           `json:"version"`
	Name     string        `json:"name"` // the file's name without its ending
	Practice bool          `json:"practice,omitempty"`
	Updated  time.Time     `json:"updated"`
	Tenant   ProfileTenant `json:"tenant"`
	// "this is our own partner tenant, not a customer's"
	Own     bool          `json:"ownTenantConfirmed,omitempty"`
	App     ProfileApp    `json:"app"`
	Wanted  Wanted        `json:"wanted"`
	Secret  ProfileSecret `json:"secret"`
	Pending *Pending      `json:"pending,omitempty"`
	Lost    []Pending     `json:"lost,omitempty"` // of runs before, whose fate is not known yet
	// Of a write that was sent and whose answer is not recorded yet.
	Begun    *Receipt   `json:"begun,omitempty"`
	Renewal  *Renewing  `json:"renewal,omitempty"`
	HandOver *time.Time `json:"handedOver,omitempty"` // when consent was handed to a colleague
	// When Entra refused a secret because of a policy.
	Refused *time.Time `json:"secretRefused,omitempty"`
	Asked   *time.Time `json:"secretHandedOver,omitempty"` // when a colleague was asked to allow one
	// Consent is what the last sign-in's token carried, so that the next run can
	// tell what was agreed to before it; nil: nobody looked.
	Consent   *ProfileConsent `json:"consent,omitempty"`
	PilotFrom *time.Time      `json:"pilotFrom,omitempty"` // when the pilot sign-in was asked for
	// How far the walk was when the tenant was read last.
	Looked *Looked `json:"looked,omitempty"`

	Confirmed map[string]Word `json:"confirmed,omitempty"` // by phase id
	Skipped   map[string]Word `json:"skipped,omitempty"`   // by phase id
	Receipts  []Receipt       `json:"receipts,omitempty"`
}

// Looked is a memory, and is told as one: nothing is judged by it.
type Looked struct {
	At      time.Time `json:"at"`
	Settled int       `json:"settled"` // phases of the walk
}

// ProfileConsent are the rights in a token of one sign-in client.
type ProfileConsent struct {
	ClientID string   `json:"clientId"`
	Scopes   []string `json:"scopes"`
}

// ProfileTenant is the tenant this walk belongs to.
type ProfileTenant struct {
	ID     string `json:"id"`
	Domain string `json:"domain"`
	Name   string `json:"name"`
}

// ProfileApp is the registration that was chosen or made. UniqueName is decided
// and saved before the registration exists, so that making it twice is
// impossible; it stays empty for an adopted one.
type ProfileApp struct {
	AppID      string `json:"appId,omitempty"`
	ObjectID   string `json:"objectId,omitempty"`
	Name       string `json:"name,omitempty"`
	UniqueName string `json:"uniqueName,omitempty"`
	Adopted    bool   `json:"adopted,omitempty"`
	// Made is when this wizard made it: for a while after that, Entra may say
	// that there is no such registration.
	Made time.Time `json:"made,omitzero"`
}

// Wanted is what the admin asked for.
type Wanted struct {
	New  bool   `json:"new,omitempty"`  // a new registration was chosen in step 2
	Name string `json:"name,omitempty"` // of the registration
	// SecretMonths is how long the next secret is to live; 0: as the procedure asks.
	SecretMonths int      `json:"secretMonths,omitempty"`
	URIs         []string `json:"redirectUris,omitempty" text:"raw"`
}

// ProfileSecret tells where the secret is kept, by the id Entra knows it by.
type ProfileSecret struct {
	KeyID  string    `json:"keyId,omitempty"`
	Name   string    `json:"name,omitempty"`
	Hint   string    `json:"hint,omitempty"` // Entra's own three characters of it
	End    time.Time `json:"end,omitzero"`
	Keeper string    `json:"keeper,omitempty"` // the keychain's name, "file", or "shown once"
	// Days is its life, where a policy that could not be read refused the one that
	// was asked for.
	Days   int        `json:"days,omitempty"`
	Proven *time.Time `json:"proven,omitempty"`
	// ByHand: a person made it and gave its value. KeyID is then a name of this
	// program's own: Entra's is not known.
	ByHand bool `json:"byHand,omitempty"`
	// When a person said that the MTP portal has it; of an old one only.
	Pasted *time.Time `json:"pasted,omitempty"`
}

// Pending is a write whose answer must not be lost, saved before it is sent.
// What it names is looked for after a crash.
type Pending struct {
	Kind string    `json:"kind"` // "add-password"
	Name string    `json:"name"` // the secret's display name, unique to this attempt
	At   time.Time `json:"at"`
	// AppID is of the registration that it was asked for on; empty while it is the
	// profile's.
	AppID string `json:"appId,omitempty"`
	// Beside is the secret that this one is to follow; zero outside a renewal.
	Beside Beside `json:"beside,omitzero"`
	// Keeper is where its value was to go; empty in profiles of before this was
	// noted.
	Keeper string `json:"keeper,omitempty"`
	// Days is the life that was asked for last, where a policy refused a longer one.
	Days int `json:"days,omitempty"`
	// Gone are the key ids of secrets of this name that were taken back already. A
	// server that is behind still shows them, and they answer for no other.
	Gone []string `json:"gone,omitempty"`
}

// Renewing is a renewal under way: the new secret is made, the old one lives
// until the new one has shown that it works.
type Renewing struct {
	Old   ProfileSecret `json:"old"` // its key id is empty where somebody else made it
	Since time.Time     `json:"since"`
}

// Word is a person's word: when, and what they said.
type Word struct {
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
}

// Clone copies a profile so that a reader and a writer never share a map.
func (p Profile) Clone() Profile {
	p.Confirmed = cloneMap(p.Confirmed)
	p.Skipped = cloneMap(p.Skipped)
	p.Receipts = append([]Receipt(nil), p.Receipts...)
	p.Wanted.URIs = append([]string(nil), p.Wanted.URIs...)
	p.Lost = append([]Pending(nil), p.Lost...)
	if p.Pending != nil {
		c := *p.Pending
		p.Pending = &c
	}
	if p.Begun != nil {
		c := *p.Begun
		p.Begun = &c
	}
	if p.Looked != nil {
		c := *p.Looked
		p.Looked = &c
	}
	return p
}

func cloneMap(m map[string]Word) map[string]Word {
	out := make(map[string]Word, len(m))
	maps.Copy(out, m)
	return out
}
