package tui

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// TestAPasteAlwaysEnds: whatever is pasted, its end comes through, and what is
// typed after it too. The cuts are where a terminal hands it over in pieces.
func TestAPasteAlwaysEnds(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"contoso\x1bPhello", "contoso\x1b]0;hello", "contoso\x1b_hello", "contoso\x90hello", "contoso\x9dhello\x9c", "\x1b", "\x1b[", "\x1b[20", "\x1b[200~", "a\x1b[2J\x00b\x03",
		"東京\xe6\x9d", "tab\tline\r\nend\u009b199m", strings.Repeat("\x1b]52;", 3000),
	} {
		typed := "\x1b[200~" + text + "\x1b[201~q\x03"
		for cut := range min(len(typed), 60) {
			var p pasteFilter
			now := time.Now()
			out := string(p.pass([]byte(typed[:cut]), now)) + string(p.pass([]byte(typed[cut:]), now))
			body, rest, ended := strings.Cut(strings.TrimPrefix(out, "\x1b[200~"), "\x1b[201~")
			if !ended || rest != "q\x03" || strings.ContainsAny(body, "\x00\x03\x1b\u0090\u009b\u009c\u009d") {
				t.Fatalf("%q cut at %d: %q", text, cut, out)
			}
			for _, word := range []string{"contoso", "hello", "東京", "tab\tline\r\nend"} {
				if strings.Contains(text, word) && !strings.Contains(body, word) {
					t.Errorf("%q cut at %d: %q is lost from %q", text, cut, word, body)
				}
			}
		}
	}
}

// TestWhatIsTypedIsNotFiltered: keys are sequences too.
func TestWhatIsTypedIsNotFiltered(t *testing.T) {
	t.Parallel()
	var p pasteFilter
	for _, keys := range []string{"\x1b", "[A", "\x1bOP", "\x1b]11;rgb:1111/1111/1111\x07", "ä\xffö", "\x1b[200", "x~"} {
		if got := p.pass([]byte(keys), time.Now()); string(got) != keys {
			t.Errorf("%q became %q", keys, got)
		}
	}
}

// TestAPasteThatLostItsEndDoesNotKeepTheKeys: the terminal went silent in the
// middle of a paste, and then somebody presses a key.
func TestAPasteThatLostItsEndDoesNotKeepTheKeys(t *testing.T) {
	t.Parallel()
	var p pasteFilter
	now := time.Now()
	p.pass([]byte("\x1b[200~half of it\x1b"), now)
	if got := p.pass([]byte("and more of it, as it comes over a slow line"), now.Add(3*time.Second)); bytes.Contains(got, pasteEnds) {
		t.Fatalf("a slow paste was ended: %q", got)
	}
	if got := p.pass([]byte("\x03"), now.Add(4*time.Second)); string(got) != "\x1b[201~\x03" {
		t.Errorf("Ctrl+C became %q", got)
	}
	for _, key := range []string{"\x03", "\x1b[99;5u", "\x1b[27;5;99~"} {
		p = pasteFilter{}
		p.pass([]byte("\x1b[200~half of it"), now)
		if got := p.pass([]byte(key), now.Add(time.Millisecond)); string(got) != "\x1b[201~"+key {
			t.Errorf("%q at once became %q", key, got)
		}
		if got := p.pass([]byte("q"), now.Add(2*time.Millisecond)); string(got) != "q" {
			t.Errorf("the key after it became %q", got)
		}
	}
}

// TestTheLibraryEndsAFilteredPaste holds the filter to the reader it is for, by
// way of a real pipe.
func TestTheLibraryEndsAFilteredPaste(t *testing.T) {
	t.Parallel()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	events := make(chan uv.Event, 100)
	go func() { _ = uv.NewTerminalReader(newInput(read), "xterm-256color").StreamEvents(t.Context(), events) }()
	if _, err := io.WriteString(write, "\x1b[200~contoso\x1bPhel\x90lo\x1b[201~"); err != nil {
		t.Fatal(err)
	}
	next := func() uv.Event {
		select {
		case e := <-events:
			return e
		case <-time.After(driverLimit):
			t.Fatal("nothing came")
			return nil
		}
	}
	if _, ok := next().(uv.PasteStartEvent); !ok {
		t.Fatal("the paste did not begin")
	}
	if e := next(); e != (uv.PasteEvent{Content: "contosoPhello"}) {
		t.Fatalf("pasted: %#v", e)
	}
	if _, ok := next().(uv.PasteEndEvent); !ok {
		t.Error("the paste did not end")
	}
	if _, err := write.Write([]byte{3}); err != nil {
		t.Fatal(err)
	}
	if k, ok := next().(uv.KeyPressEvent); !ok || k.Code != 'c' || k.Mod != uv.ModCtrl {
		t.Errorf("Ctrl+C: %#v", k)
	}
	_ = write.Close()
}
