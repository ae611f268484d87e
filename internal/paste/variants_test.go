package paste

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// own is a list of a partner with a domain of its own and addresses that test the
// encodings: a query, an escape, a hyphen, an underscore, a tilde.
func own() []string {
	list := listOf("sso.contoso-phones.example")
	list[7], list[8], list[9], list[10] = "https://sso.contoso-phones.example/log-in_2?mode=popup&x=1", "https://sso.contoso-phones.example/a%2Fb",
		"https://sso.contoso-phones.example/~x/Y.html", "https://sso.contoso-phones.example/"
	return list
}

func each(list []string, f func(u string) string) string {
	var out []string
	for _, u := range list {
		out = append(out, f(u))
	}
	return strings.Join(out, "\r\n") + "\r\n"
}

// wrappers write an address into a link, as each vendor does.
func wrappers() map[string]func(string) string {
	q := url.QueryEscape
	by := func(before, after string) func(string) string {
		return func(u string) string { return before + q(u) + after }
	}
	b64 := func(u string) string { return base64.StdEncoding.EncodeToString([]byte(u)) }
	v2 := func(u string) string {
		return strings.NewReplacer("-", "-2D", "_", "-5F", "%2F", "_", "%", "-").Replace(q(u))
	}
	return map[string]func(string) string{
		"Safe Links":             by("https://nam12.safelinks.protection.outlook.com/?url=", "&data=05%7C02&sdata=x%3D&reserved=0"),
		"Safe Links, government": by("https://gcc02.safelinks.protection.office365.us/?url=", "&amp;data=05%7C02&amp;reserved=0"),
		"Teams":                  by("https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url=", "&locale=de-de&dest=x"),
		"Outlook on the web":     by("https://outlook.office.com/mail/safelink.html?url=", "&corid=1"),
		"Proofpoint 1":           by("https://urldefense.proofpoint.com/v1/url?u=", "&k=oIvRg1%2BdGAgOoM1BIlLLqw%3D%3D%0A&r=x"),
		"Proofpoint 2": func(u string) string {
			return "https://urldefense.proofpoint.com/v2/url?u=" + v2(u) + "&d=DwMFaQ&c=a&e="
		},
		"Barracuda":   by("https://linkprotect.cudasvc.com/url?a=", "&c=E,1,x&typo=1"),
		"Cisco":       by("https://secure-web.cisco.com/1AbC-dEf_9/", ""),
		"Trend Micro": by("https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=", "&umid=1&auth=2"),
		"Sophos": func(u string) string {
			return "https://eu-west-1.protection.sophos.com?d=x.example&u=" + q(b64(u)) + "&i=1"
		},
		"FireEye":  by("https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=", ""),
		"Symantec": by("https://clicktime.symantec.com/3ABC?u=", ""),
		"Fortinet": by("https://shared.eu.fortimailcloud.com/fmlurlsvc/?fewReq=:B:x&url=", ""),
		"Bitdefender": func(u string) string {
			return "https://linkscan.io/scan/ux/" + base64.RawURLEncoding.EncodeToString([]byte(u)) + "/ABC"
		},
		"Bing": func(u string) string {
			return "https://www.bing.com/ck/a?!&&p=1&u=a1" + base64.RawURLEncoding.EncodeToString([]byte(u)) + "&ntb=1"
		},
		"Google, encoded": by("https://www.google.de/url?sa=t&url=", "&usg=x"),
		"DuckDuckGo":      by("https://duckduckgo.com/l/?uddg=", "&rut=x"),
		"Yahoo": func(u string) string {
			return "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=" + q(u) + "/RK=2/RS=x-"
		},
		"Slack":                    by("https://slack-redir.net/link?url=", ""),
		"LinkedIn":                 by("https://www.linkedin.com/safety/go?url=", "&trk=x"),
		"Facebook":                 by("https://l.facebook.com/l.php?u=", "&h=AT0"),
		"WEB.DE":                   by("https://deref-web.de/mail/client/AbC/dereferrer/?redirectUrl=", ""),
		"a filter nobody knows":    by("https://links.filter.example/r?id=7&target=", "&sig=1"),
		"Safe Links in Proofpoint": by("https://urldefense.proofpoint.com/v1/url?u="+q("https://eur01.safelinks.protection.outlook.com/?url=%2"), "")}
}

// TestRewrittenLinksGiveTheAddress: whoever rewrote it, the address comes out to the
// last character, alone on a line, as Markdown, in angle brackets and in HTML; and
// never without being said.
func TestRewrittenLinksGiveTheAddress(t *testing.T) {
	for name, wrap := range wrappers() {
		if name == "Safe Links in Proofpoint" {
			inner := wrappers()["Safe Links"]
			wrap = func(u string) string {
				return "https://urldefense.proofpoint.com/v1/url?u=" + url.QueryEscape(inner(u)) + "&k=x"
			}
		}
		t.Run(name, func(t *testing.T) {
			list := own()
			for _, form := range []func(string) string{
				func(u string) string { return wrap(u) },
				func(u string) string { return "- <" + wrap(u) + ">" },
				func(u string) string { return "[the address](" + strings.ReplaceAll(wrap(u), ")", "%29") + ")" },
				func(u string) string {
					return `<p><a href="` + strings.ReplaceAll(wrap(u), "&", "&amp;") + `">click</a></p>`
				},
			} {
				checkRead(t, each(list, form), list, "out of a link by")
			}
			// Where the address itself is shown, the link adds nothing.
			checkRead(t, each(contoso(), func(u string) string { return u + "<" + wrap(u) + ">" }), contoso(), "")
		})
	}
}

// TestProofpoint3: the form with its characters behind it, and a run of them.
func TestProofpoint3(t *testing.T) {
	for link, want := range map[string]string{
		"https://urldefense.com/v3/__https://mtp.bvoip.net/users__;!!A-b_c!d$":          "https://mtp.bvoip.net/users",
		"https://urldefense.us/v3/__https:/mtp.bvoip.net/users__;!!A!b$":                "https://mtp.bvoip.net/users",
		"https://urldefense.com/v3/__https://a.example/x*y__;Iw!!A!b$":                  "https://a.example/x#y",
		"https://urldefense.com/v3/__https://a.example/**B/z__;Kz0r!!A!b$":              "https://a.example/+=+/z",
		"https://urldefense.com/v3/__https://a.example/x__;Iw!!A!b$":                    "",
		"https://urldefense.com/v3/__https://a.example/x*__;!!A!b$":                     "",
		"https://urldefense.com/v3/__https://a.example/x%2Fy__;!!A!b$":                  "",
		"https://urldefense.com/v3/__https://a.example/x":                               "",
		"https://protect.checkpoint.com/v2/___https://a.example/x___.abc":               "https://a.example/x",
		"https://protect.checkpoint.com/v2/r01/___iuuqt://b.fybnqmf/y___.abc":           "",
		"https://www.google.com/url?q=https://a.example/x%2Fy&sa=D":                     "",
		"https://www.google.com/url?q=https://a.example/?x=1&y=2&sa=D":                  "",
		"https://url.uk.m.mimecastprotect.com/s/AbC?domain=mtp.bvoip.net":               "",
		"https://nam12.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2": "",
		"https://bit.ly/3AbC": "",
		"https://web.archive.org/web/20260101000000/https://a.example/x":                       "https://a.example/x",
		"https://u123.ct.sendgrid.net/ls/click?upn=abc":                                        "",
		"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbit.ly%2FAbC&data=": "",
	} {
		got := ParseURIs(link)
		if want != "" && (len(got.URIs) != 1 || got.URIs[0] != want || len(got.Mended) != 1) || want == "" && len(got.URIs) != 0 {
			t.Errorf("%s: got %+v", link, got)
		}
		if want == "" && (len(got.Doubts()) == 0 || len(got.Dropped) == 0 || len(got.Dropped[0].Reason) < 20) {
			t.Errorf("%s: refused without words: %+v", link, got)
		}
	}
}

// TestVariants: other inputs of the same kinds. All mean the same twelve addresses;
// "" means that nothing is in doubt.
func TestVariants(t *testing.T) {
	for name, c := range variants() {
		t.Run(name, func(t *testing.T) { checkRead(t, c.paste, contoso(), c.said) })
	}
}

// TestVariantsThatAreRefused: what cannot be read for certain is never clean.
func TestVariantsThatAreRefused(t *testing.T) {
	u := contoso()
	for name, paste := range map[string]string{
		"label on most":       strings.Replace(each(u, func(u string) string { return u + "Copy" }), "portalCopy", "portal", 1),
		"foreign label":       each(u, func(u string) string { return u + "Größe" }),
		"damage in one":       strings.Replace(each(u, func(u string) string { return u }), "login", "lo\ufffdin", 1),
		"shown of four":       "RedirectUris : {" + strings.Join(u[:4], ", ") + "...}",
		"narrow table":        each(u, func(u string) string { return u[:20] + "..." }),
		"mimecast":            each(u, func(string) string { return "https://protect-eu.mimecast.com/s/AbC?domain=x" }),
		"blanks inside":       strings.Replace(each(u, func(u string) string { return u }), "webclient", "web client", 1),
		"a letter for a sign": strings.Replace(each(u, func(u string) string { return u }), "https://mtp", "https:\\\\mtp", 1),
		"two lists":           each(u, func(u string) string { return u }) + each(listOf("old.bvoip.net"), func(u string) string { return u }),
		"one of another host": strings.Replace(each(u, func(u string) string { return u }), "contosovoice.bvoip.net/login", "contosovoce.bvoip.net/login", 1),
		"state behind a form": strings.Replace(each(u, func(u string) string { return u }), "callback", "callback&state=x", 1),
		"a line of a mail":    strings.Replace(each(u, func(u string) string { return u }), "callback", "callback?x=3D1", 1),
	} {
		if got := ParseURIs(paste); len(got.Doubts()) == 0 {
			t.Errorf("%s: taken as clean: %q", name, got.URIs)
		}
	}
	if got := ParseURIs(each(u, func(u string) string { return u })); !slices.Equal(got.URIs, u) || len(got.Doubts()) > 0 {
		t.Errorf("the plain list: %+v", got)
	}
}
