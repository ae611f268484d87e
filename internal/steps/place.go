package steps

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"ssowizard/internal/change"
	"ssowizard/internal/vault"
)

// A place for the client secret, before there is one: never in plain text on a disk. An
// encrypted file has a passphrase, which is asked for when it is made and again where a
// later run needs the secret.
const (
	pagePassphrase PageID = "01g"
)

// minPassphrase is the shortest passphrase taken, in characters. It guards one secret
// that can be replaced; four words are better than any rule about signs.
const minPassphrase = 12

var placing = []node{
	{id: pagePassphrase, fresh: func() any { return &phrasing{} }, page: passphrasePage, ways: []way{
		{"passphrase", []PageID{Here}, func(_ *Walk, local any, e Event) Move {
			*local.(*phrasing) = phrasing{first: e.Typed}
			return stay()
		}},
		{"again", []PageID{Here}, passphraseAgain},
		{Done, []PageID{Below}, func(*Walk, any, Event) Move {
			return answer(true, Notice{"The encrypted file works. The secret will be kept there."})
		}},
		{Failed, []PageID{Here}, func(_ *Walk, local any, e Event) Move {
			*local.(*phrasing) = phrasing{}
			return stay(Fail{Err: e.Err})
		}},
		{Back, []PageID{Here, Below}, func(_ *Walk, local any, _ Event) Move {
			l := local.(*phrasing)
			if l.first.Empty() {
				return below()
			}
			*l = phrasing{}
			return stay()
		}},
	}},
	{id: PageUnlock, fresh: func() any { return &unlocking{} }, page: unlockPage, ways: []way{
		{"passphrase", []PageID{Here}, unlock},
		{Done, []PageID{Below}, unlocked},
		{Failed, []PageID{Here}, notUnlocked},
	}},
}

// placeChoices are the places where the secret could be kept; what is tried again in
// vain comes last.
func placeChoices(st State) []Choice {
	file := Choice{ID: "file", Title: "An encrypted file", Key: "f",
		Detail: "locked with a passphrase of yours: " + st.FilePath}
	if st.FilePath == "" {
		file.Off = "no folder was named for it"
	}
	once := Choice{ID: "once", Title: "Show it once", Key: "w",
		Detail: "kept nowhere; you paste it into the MTP portal during this run"}
	probe := Choice{ID: "probe", Title: "Try the keychain again", Key: "t",
		Detail: "after unlocking or starting it"}
	if st.Snapshot.KeychainNever && file.Off == "" {
		return []Choice{file, once, probe}
	}
	return []Choice{probe, file, once}
}

// tried is the result of work that tried the keychain.
type tried struct{}

var probeKeychain = Work{What: "Trying the keychain", Usual: 5 * time.Second,
	Do: func(ctx context.Context, w Worker, _ func(change.Note)) (any, error) {
		return tried{}, w.ProbeKeychain(ctx)
	}}

// phrasing is the passphrase of a new file, which is asked for twice.
type phrasing struct {
	first  Typed // empty until it was given
	differ bool
}

func passphrasePage(st State, local any) Page {
	l := local.(*phrasing)
	p := st.Task.stepOne("an encrypted file for the client secret")
	p.Heading = "An encrypted file for the client secret"
	p.Back, p.Sensitive = true, []string{st.FilePath}
	p.Blocks = []Block{{
		Para{Text: "The secret is encrypted with your passphrase and written to this file, readable by " +
			"you only:"},
		Address{URL: st.FilePath},
	}}
	p.Input = &Input{ID: "passphrase", Label: "Passphrase", Hidden: true, Check: longEnough,
		Help:  "At least 12 characters; four words that do not belong together are good.",
		Enter: "go on"}
	if l.first.Empty() {
		return p
	}
	p.Input = &Input{ID: "again", Label: "The same again", Hidden: true, Enter: "go on", Check: notEmpty,
		Help: "It cannot be recovered. Lost, a new secret is made instead."}
	if l.differ {
		p.Input.Wrong = "The two are not the same. Type this one again, or go back to the first."
	}
	return p
}

func longEnough(text string) error {
	if utf8.RuneCountInString(text) < minPassphrase {
		return errors.New("it has fewer than 12 characters")
	}
	return nil
}

func notEmpty(text string) error {
	if text == "" {
		return errors.New("type the passphrase first, or go back")
	}
	return nil
}

// passphraseAgain tries the file as a keychain is tried, where both are the same.
func passphraseAgain(w *Walk, local any, e Event) Move {
	l := local.(*phrasing)
	if l.differ = !l.first.Equal(e.Typed); l.differ {
		return stay()
	}
	file := w.File(w.known.FilePath(), l.first)
	return stay(Run{Work{What: "Trying the encrypted file", Usual: 5 * time.Second,
		Do: func(ctx context.Context, k Worker, _ func(change.Note)) (any, error) {
			k.UseKeychain(file)
			return nil, k.ProbeKeychain(ctx)
		}}})
}

// unlocking is the passphrase of a file that is there.
type unlocking struct{ refused bool }

// unlockPage asks for the passphrase of the file that the profile's secret lies in,
// where this run looks elsewhere. Left without an answer, what needs the secret stays
// "could not check".
func unlockPage(st State, local any) Page {
	in := &Input{ID: "passphrase", Label: "Passphrase", Hidden: true, Enter: "open the file",
		Help:  "The one that was chosen when the file was made. Without it the secret is not tried.",
		Check: notEmpty}
	if local.(*unlocking).refused {
		in.Wrong = "This passphrase does not open the file. The file was not touched; type it again."
	}
	return Page{Heading: "The encrypted file with the client secret", Sensitive: []string{st.Locked},
		Blocks: []Block{{
			Para{Text: "The client secret lies in this file, and only its passphrase opens it:"},
			Address{URL: st.Locked},
		}},
		Input: in,
		Below: []Block{{Para{Weight: Quiet, Text: "The passphrase is kept in memory and ends with this " +
			"program. A new secret of this run goes into the same file."}}}}
}

func unlock(w *Walk, local any, e Event) Move {
	local.(*unlocking).refused = false
	path, _ := w.known.LockedFile()
	file := w.File(path, e.Typed)
	return stay(Run{Work{What: "Opening the encrypted file", Usual: 5 * time.Second,
		Do: func(ctx context.Context, k Worker, _ func(change.Note)) (any, error) {
			err := k.OpenFile(ctx, file)
			if err == nil && k.SignedIn() {
				_, err = k.Observe(ctx) // what could not be tried before is tried now
			}
			return nil, err
		}}})
}

func unlocked(w *Walk, _ any, _ Event) Move {
	if !w.known.SignedIn() {
		return answer(true, Notice{"The file is open for this run."})
	}
	return answer(true, Notice{"The file is open for this run, and the secret was tried."})
}

func notUnlocked(_ *Walk, local any, e Event) Move {
	if errors.Is(e.Err, vault.ErrPassphrase) {
		local.(*unlocking).refused = true
		return stay()
	}
	return stay(Fail{Err: e.Err})
}
