package paste

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"ssowizard/internal/charset"
	"ssowizard/internal/mtp"
	"ssowizard/internal/urltext"
)

// checkParsed holds what is true of every paste whatsoever.
func checkParsed(t *testing.T, paste string) {
	t.Helper()
	got := ParseURIs(paste)
	seen := map[string]bool{}
	for _, u := range got.URIs {
		parsed, err := url.Parse(u)
		if err != nil || parsed.Hostname() == "" || urltext.Malformed(u) != "" || urltext.SchemeLen(u) == 0 {
			t.Fatalf("%q is not well-formed (%v), from %q", u, err, paste)
		}
		if seen[u] {
			t.Fatalf("%q twice, from %q", u, paste)
		}
		seen[u] = true
	}
	for _, m := range got.Mended {
		if !seen[m.URI] || len(m.Why) == 0 {
			t.Fatalf("mended without being kept, or without a reason: %+v, from %q", m, paste)
		}
	}
	for _, d := range got.Dropped {
		if d.Reason == "" || d.Kind == "" || d.Count < 1 || !utf8.ValidString(d.Text) || strings.ContainsAny(d.Text, "\x1b\n\r\x00") {
			t.Fatalf("dropped without saying so properly: %+v, from %q", d, paste)
		}
	}
	again := ParseURIs(strings.Join(got.URIs, "\n"))
	if !slices.Equal(again.URIs, got.URIs) || len(again.Mended)+len(again.Dropped)+again.Duplicates > 0 {
		t.Fatalf("reading the outcome again gives\n%q\ninstead of\n%q\nfrom %q", again.URIs, got.URIs, paste)
	}
	// Unless mended, the bytes of a URI are in the paste as they are.
	mended := map[string]bool{}
	for _, m := range got.Mended {
		mended[m.URI] = true
	}
	paste = charset.DecodePasted(paste)
	for _, u := range got.URIs {
		if !mended[u] && !strings.Contains(paste, u) {
			t.Fatalf("%q was changed silently, from %q", u, paste)
		}
	}
}

func TestParseURIsHoldsItsPromises(t *testing.T) {
	for _, paste := range shapes() {
		checkParsed(t, paste)
	}
	pieces := []string{"https://", "http://", "a.example", "/x", "\n", "\r\n", " ", "\t", ".", ",", ";", "(", ")", "[", "](", "<a href=\"", "\">", "</a>", "<b>",
		"&amp;", "&#104;", "&", "%2", "%2F", "htt", "ps://", "\u200b", "\u00a0", "…", "...", "ü", "\xff", "\x1b[0m", "1.", "2.", "*", "_", "\\", "\\u002f", "|", "'", "?", "=", "#", "@", "<!--", "-->", ":", "443", "\\n", "&amp", "&lt;", "{", "}",
		"https%3A%2F%2F", "https%253A%252F%252F", "%3D", "=3D", "=\n", "\ufffd", "redirect_uri=", "&", "?url=", "https://urldefense.com/v3/__", "__;", "!!x$",
		"https://www.google.com/url?q=", "u=https-3A__a.example_x", mtp.FirstURI, "Copy", "> ", "- "}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		checkParsed(t, b.String())
	}
}

// Any list, wrapped at any width, comes back whole or is reported; it never
// comes back with an address that was not in it and not mended.
func TestParseURIsWrappedAtEveryWidth(t *testing.T) {
	want := twelve()
	blob := strings.Join(want, ", ")
	for w := 40; w < 200; w++ {
		got := ParseURIs(hardWrap(blob, w))
		if !slices.Equal(got.URIs, want) {
			t.Errorf("width %d: got %q\ndropped %+v", w, got.URIs, got.Dropped)
		}
	}
}

func FuzzParseURIs(f *testing.F) {
	for _, paste := range shapes() {
		f.Add(paste)
	}
	for _, s := range []string{"", "\x00", "https://", "<a href=", "<!--", "&", "&amp;amp;amp;", "\\u00", "htt\nps://a.example", "https://a.example/%\n41",
		"[https://a.example](https://a.example", "1.https://a.example2.https://b.example", "https://a.example?x=https://b.example=https://c.example", "\x1b]8;;", "https://a.example/&#8203;x&am\u200bp;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, paste string) { checkParsed(t, paste) })
}

func BenchmarkParseURIs(b *testing.B) {
	paste := htmlShapes()["links entities"]
	for b.Loop() {
		ParseURIs(paste)
	}
}

// Hostile pastes at the size limit stay quick; the figure is in the benchmark,
// this only keeps quadratic work out by making it take minutes.
func TestParseURIsHostileSizes(t *testing.T) {
	for _, unit := range []string{"<a ", "<!--", "<script>", "https://", "&#", "\\u", "<a href=\"", "[x](", "x\n", "https://a.example/\n", "1.https://a.example", "\x1b]", "%", "-\n", "https://a.example/-\nx\n"} {
		checkParsed(t, strings.Repeat(unit, pasteLimit/len(unit)/2))
	}
	for _, unit := range []string{"https://urldefense.com/v3/__", "https://www.google.com/url?q=", "=\n", "redirect_uri=https://a.example/x&", "https%3A%2F%2F", "1;https://a.example/x;y\n"} {
		checkParsed(t, strings.Repeat(unit, pasteLimit/len(unit)/4))
	}
}
