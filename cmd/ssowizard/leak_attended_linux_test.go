package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/campaign"
	"ssowizard/internal/testmetrics"
)

// dialogue is a person who answers the program line by line on a terminal.
type dialogue struct {
	*terminal
	at int // how much was read before the last answer
}

// hears waits until the program said the words since the last answer, and now
// says nothing more.
func (d *dialogue) hears(words string) (said string) {
	d.t.Helper()
	for over := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		d.mu.Lock()
		said = strings.ReplaceAll(string(d.wrote[d.at:]), "\r", "")
		d.mu.Unlock()
		if strings.Contains(said, words) {
			break
		}
		if time.Now().After(over) {
			d.t.Fatalf("no %q was said:\n%s", words, said)
		}
	}
	d.steady()
	d.mu.Lock()
	defer d.mu.Unlock()
	said = strings.ReplaceAll(string(d.wrote[d.at:]), "\r", "")
	d.at = len(d.wrote)
	return said
}

// says answers what was said with a line.
func (d *dialogue) says(words, line string) {
	d.t.Helper()
	d.hears(words)
	d.press(line + "\r")
}

// picks answers with the number of a choice.
func (d *dialogue) picks(words, option string) {
	d.t.Helper()
	said := d.hears(words)
	number := regexp.MustCompile(`(?m)^ +(\d+)\. .*`+regexp.QuoteMeta(option)).FindAllStringSubmatch(said, -1)
	if number == nil {
		d.t.Fatalf("no %q to choose:\n%s", option, said)
	}
	d.press(number[len(number)-1][1] + "\r")
}

// passphraseCanary is what a person types for the encrypted file.
const passphraseCanary = "canary horse battery staple 9"

// attended plays a whole setup line by line with a person who signs in in a
// browser elsewhere, and has the secret shown once.
func (d *dialogue) attended(g *followed, file bool) (shown span) {
	d.t.Helper()
	if file {
		d.picks("A place for the secret", "An encrypted file")
		d.says("Passphrase", passphraseCanary)
		d.says("The same again", "another "+passphraseCanary)
		d.says("not the same", passphraseCanary)
	} else {
		d.picks("A place for the secret", "Show it once")
	}
	d.hears("paste it here")
	address, code := g.elsewhere()
	d.press(strings.Split(address, "?")[0] + "?code=" + code + "&state=another\r")
	d.says("belongs to another sign-in", address)
	d.picks("Step 2 ·", "Make a new registration")
	d.says("Name of the registration", "")
	d.picks("Steps 3–8", "Register it for me")
	d.picks("Steps 10–11", "Go to another step")
	d.picks("", "Steps 15–20")
	d.picks("Steps 15–20", "Declare it for me")
	d.picks("Steps 21–22", "Grant it for me")
	d.picks("Steps 23–27", "Make it for me")
	d.picks("Step 29", "Show the value")
	d.hears("Show it now?")
	shown = d.during(func() {
		d.press("yes\r")
		d.hears("Client Secret: ")
	})
	d.press("\x03")
	return shown
}

// TestNothingLeaksToAPersonLineByLine follows every secret value, and the
// passphrase, through a setup with a person at a terminal and without a keychain:
// the secret in an encrypted file, and nowhere. Only what the person asked to see
// is shown, and what they paste and type unseen is not.
func TestNothingLeaksToAPersonLineByLine(t *testing.T) {
	t.Parallel()
	ways := map[string]bool{"an encrypted file": true, "shown once": false}
	for _, name := range campaign.Keys(ways, 1) {
		file := ways[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newFollowedOn(t, "unix:path="+t.TempDir()+"/no-bus")
			d := &dialogue{terminal: g.onTerminal(200, 50, "setup", "--plain", "--yes", "--tenant", "contoso.com", "--name", "bvoip SSO", "--redirect-uris", g.uris, "--sign-in", "browser")}
			shown := d.attended(g, file)
			d.ends()
			values := g.wantFollowed("client secret", "access token", "refresh token", "id token", "PKCE verifier", "authorization code")
			secret := map[string][]string{"client secret": values["client secret"]}
			if len(leaks(secret, map[string][]byte{"": d.within(shown)})) == 0 {
				t.Error("the secret was not found where it was shown, so that a leak would not be found either")
			}
			if file {
				values["passphrase"] = []string{passphraseCanary}
			}
			all := g.everywhere()
			maps.Copy(all, d.outside(shown))
			delete(all, "the frames, stretch 1") // what a person had shown stays on a screen that is not redrawn, as was said before
			if kept := slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(n string) bool { return strings.Contains(n, ".age") }); kept != file {
				t.Errorf("an encrypted file is there: %v", kept)
			}
			tell(t, leaks(values, all))
			testmetrics.Record(t, "%s: looked for in %d places, %d bytes of the terminal among them", name, len(all), len(d.wrote))
		})
	}
}
