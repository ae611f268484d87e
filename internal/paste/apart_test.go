package paste

import (
	"strings"
	"testing"
)

// TestATailSplitFromItsAddressIsDoubtful: between an address and what could be
// its rest stand a cell, a line break of a web page or empty lines. The list without
// the rest has twelve addresses in six and six; it does not pass for clean.
func TestATailSplitFromItsAddressIsDoubtful(t *testing.T) {
	plain := each(contoso(), func(u string) string { return u })
	web := each(contoso(), func(u string) string { return u + "<br>" })
	rows := each(contoso(), func(u string) string { return "| " + u + " |" })
	quoted := each(contoso(), func(u string) string { return `"` + u + `",` })
	for _, c := range []struct{ in, whole, parted string }{
		{plain, "voice.bvoip.net/auth/callback", "voice.bvoip.net/auth\n\n   /callback"},
		{plain, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso\n\n\nstream"},
		{plain, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso\t/stream"},
		{plain, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso | /stream"},
		{plain, "voice.bvoip.net/auth/callback", "voice.bvoip.net/auth\n\n\n?back=1"},
		{web, "voice.bvoip.net/auth/callback", "voice.bvoip.net/auth<br>/callback"},
		{web, "voice.bvoip.net/auth/callback", "voice.bvoip.net/auth</p><p>/callback"},
		{plain, "voice.bvoip.net/auth/callback", "voice.bvoip.net/auth/call\n\nback"},
		{plain, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso\n\tstream"},
		{plain, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso/str\r\n\t\team"},
		{rows, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso/str |\n| eam"},
		{rows, "voice.bvoip.net/auth/callback", "voice.bvoip.net/auth/call |\n| back"},
		{quoted, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso/str\n\neam"},
		{plain, "voice.bvoip.net/sso/stream", "voice.bvoip.net/sso/str%0Aeam"},
	} {
		paste := strings.Replace(c.in, c.whole, c.parted, 1)
		got := ParseURIs(paste)
		if paste == c.in || len(got.Doubts()) == 0 {
			t.Errorf("%q passes for clean: %q", c.parted, got.URIs)
		}
	}
	column := each(contoso(), func(u string) string { return u + "\t" + u[strings.LastIndex(u, "/"):] + "\tSPA" })
	checkRead(t, column, contoso(), "")
	for _, unclear := range []string{
		strings.Replace(plain, "voice.bvoip.net/auth/callback", "voice.bvoip.net/auth/", 1) + "\nthanks\n",
		plain + "\n\nbest\n", plain + "\n\nMax\n",
	} {
		if got := ParseURIs(unclear); len(got.Doubts()) == 0 {
			t.Errorf("%q passes for clean: %q", unclear[len(unclear)-20:], got.URIs)
		}
	}
	for _, clean := range []string{rows, quoted,
		each(contoso(), func(u string) string { return "\t" + u }),
		each(contoso(), func(u string) string { return u + "\n\tSPA" }),
		each(contoso(), func(u string) string { return "name" + u[len(u)-3:] + "\t" + u + "\tweb" + u[len(u)-4:] + "x" }),
		each(contoso(), func(u string) string { return "| " + u + " | x" + u[len(u)-4:] + "x |" }),
		each(contoso(), func(u string) string { return "<uri>" + u + "</uri>" }),
		each(contoso(), func(u string) string { return "<add value=\"" + u + "\" />" }),
		plain + "\n\nthanks\n", plain + "\nRegards,\nMax\n", web + "<br>Cheers,<br>Max",
		each(contoso(), func(u string) string { return "| " + u + " |\n|---|" }),
		plain + "\nCopied from the portal. Thank you\n",
		plain + "\nKind regards,\nMax\n",
	} {
		checkRead(t, clean, contoso(), "")
	}
}
