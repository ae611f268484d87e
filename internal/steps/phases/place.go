package phases

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
)

// A place for the client secret, before there is one: never in plain text on a disk. An
// encrypted file has a passphrase, which is asked for when it is made and again where a
// later run needs the secret.
const (
	pagePassphrase steps.PageID = "01g"
)

// minPassphrase is the shortest passphrase taken, in characters. It guards one secret
// that can be replaced; four words are better than any rule about signs.
const minPassphrase = 12

var placing = []steps.Node{
	{ID: pagePassphrase, Fresh: func() any { return &phrasing{} }, Page: passphrasePage, Ways: []steps.Way{
		steps.On("passphrase", steps.To(steps.Here),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				*local.(*phrasing) = phrasing{first: e.Typed}
				return steps.Stay()
			}),
		steps.On("again", steps.To(steps.Here), passphraseAgain),
		steps.On(steps.Done, steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Answer(true, steps.Notice{Text: "The encrypted file works. The secret will be " +
				"kept there."})
		}),
		steps.On(steps.Failed, steps.To(steps.Here),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				*local.(*phrasing) = phrasing{}
				return steps.Stay(steps.Fail{Err: e.Err})
			}),
		steps.On(steps.Back, steps.To(steps.Here, steps.Below),
			func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
				l := local.(*phrasing)
				if l.first.Empty() {
					return steps.Close()
				}
				*l = phrasing{}
				return steps.Stay()
			}),
	}},
	{ID: steps.PageUnlock, Fresh: func() any { return &unlocking{} }, Page: unlockPage, Ways: []steps.Way{
		steps.On("passphrase", steps.To(steps.Here), unlock),
		steps.On(steps.Done, steps.To(steps.Below), unlocked),
		steps.On(steps.Failed, steps.To(steps.Here), notUnlocked),
	}},
}

// placeChoices are the places where the secret could be kept; what is tried again in
// vain comes last.
func placeChoices(st steps.State) []steps.Choice {
	file := steps.Choice{ID: "file", Title: "An encrypted file", Key: "f",
		Detail: "locked with a passphrase of yours: " + st.FilePath}
	if st.FilePath == "" {
		file.Off = "no folder was named for it"
	}
	once := steps.Choice{ID: "once", Title: "Show it once", Key: "w",
		Detail: "kept nowhere; you paste it into the MTP portal during this run"}
	probe := steps.Choice{ID: "probe", Title: "Try the keychain again", Key: "t",
		Detail: "after unlocking or starting it"}
	if st.Snapshot.KeychainNever && file.Off == "" {
		return []steps.Choice{file, once, probe}
	}
	return []steps.Choice{probe, file, once}
}

// tried is the result of work that tried the keychain.
type tried struct{}

var probeKeychain = steps.Work{What: "Trying the keychain", Usual: 5 * time.Second,
	Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
		return tried{}, w.ProbeKeychain(ctx)
	}}

// phrasing is the passphrase of a new file, which is asked for twice.
type phrasing struct {
	first  steps.Typed // empty until it was given
	differ bool
}

func passphrasePage(st steps.State, local any) steps.Page {
	l := local.(*phrasing)
	p := st.Task.StepOne("an encrypted file for the client secret")
	p.Heading = "An encrypted file for the client secret"
	p.Back, p.Sensitive = true, []string{st.FilePath}
	p.Blocks = []steps.Block{{
		steps.Para{Text: "The secret is encrypted with your passphrase and written to this file, readable " +
			"by you only:"},
		steps.Address{URL: st.FilePath},
	}}
	p.Input = &steps.Input{ID: "passphrase", Label: "Passphrase", Hidden: true, Check: longEnough,
		Help:  "At least 12 characters; four words that do not belong together are good.",
		Enter: "go on"}
	if l.first.Empty() {
		return p
	}
	p.Input = &steps.Input{ID: "again", Label: "The same again", Hidden: true, Enter: "go on",
		Check: notEmpty,
		Help:  "It cannot be recovered. Lost, a new secret is made instead."}
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
func passphraseAgain(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*phrasing)
	if l.differ = !l.first.Equal(e.Typed); l.differ {
		return steps.Stay()
	}
	file := w.File(w.Known.FilePath(), l.first)
	return steps.Stay(steps.Run{Work: steps.Work{What: "Trying the encrypted file", Usual: 5 * time.Second,
		Do: func(ctx context.Context, k steps.Worker, _ func(change.Note)) (any, error) {
			k.UseKeychain(file)
			return nil, k.ProbeKeychain(ctx)
		}}})
}

// unlocking is the passphrase of a file that is there.
type unlocking struct{ refused bool }

// unlockPage asks for the passphrase of the file that the profile's secret lies in,
// where this run looks elsewhere. Left without an answer, what needs the secret stays
// "could not check".
func unlockPage(st steps.State, local any) steps.Page {
	in := &steps.Input{ID: "passphrase", Label: "Passphrase", Hidden: true, Enter: "open the file",
		Help:  "The one that was chosen when the file was made. Without it the secret is not tried.",
		Check: notEmpty}
	if local.(*unlocking).refused {
		in.Wrong = "This passphrase does not open the file. The file was not touched; type it again."
	}
	return steps.Page{Heading: "The encrypted file with the client secret", Sensitive: []string{st.Locked},
		Blocks: []steps.Block{{
			steps.Para{Text: "The client secret lies in this file, and only its passphrase opens it:"},
			steps.Address{URL: st.Locked},
		}},
		Input: in,
		Below: []steps.Block{{steps.Para{Weight: steps.Quiet, Text: "The passphrase is kept in memory and " +
			"ends with this program. A new secret of this run goes into the same file."}}}}
}

func unlock(w *steps.Walk, local any, e steps.Event) steps.Move {
	local.(*unlocking).refused = false
	path, _ := w.Known.LockedFile()
	file := w.File(path, e.Typed)
	return steps.Stay(steps.Run{Work: steps.Work{What: "Opening the encrypted file", Usual: 5 * time.Second,
		Do: func(ctx context.Context, k steps.Worker, _ func(change.Note)) (any, error) {
			err := k.OpenFile(ctx, file)
			if err == nil && k.SignedIn() {
				_, err = k.Observe(ctx) // what could not be tried before is tried now
			}
			return nil, err
		}}})
}

func unlocked(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	if !w.Known.SignedIn() {
		return steps.Answer(true, steps.Notice{Text: "The file is open for this run."})
	}
	return steps.Answer(true, steps.Notice{Text: "The file is open for this run, and the secret was tried."})
}

func notUnlocked(_ *steps.Walk, local any, e steps.Event) steps.Move {
	if errors.Is(e.Err, vault.ErrPassphrase) {
		local.(*unlocking).refused = true
		return steps.Stay()
	}
	return steps.Stay(steps.Fail{Err: e.Err})
}
