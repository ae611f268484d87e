package paste

import (
	"strings"

	"ssowizard/internal/urltext"
)

// rewriter is one kind of link that stands in the place of an address.
type rewriter struct {
	by     string   // whose links they are
	hosts  []string // a host, or with a dot in front every host below one
	path   string   // what the path begins with; "" for any
	target func(rest string) (uri, why string)
}

// at reports whether a link to this host and path is one of these.
func (r rewriter) at(host, rest string) bool {
	if !strings.HasPrefix(rest, r.path) {
		return false
	}
	for _, h := range r.hosts {
		if host == h || strings.HasPrefix(h, ".") && (strings.HasSuffix(host, h) || host == h[1:]) {
			return true
		}
		if strings.HasSuffix(h, ".") && (strings.HasPrefix(host, h) || strings.Contains(host, "."+h)) {
			return true
		}
	}
	return false
}

// rewriters are read from the top; the first that fits counts.
var rewriters = []rewriter{
	// Filters of mail.
	{"Microsoft Safe Links",
		[]string{".safelinks.protection.outlook.com", ".safelinks.protection.office365.us",
			".safelinks.protection.partner.outlook.cn", ".safelink.emails.azure.net"},
		"", byParameter("url", "destination")},
	{"Microsoft Safe Links",
		[]string{"statics.teams.cdn.office.net", "statics.teams.microsoft.com", "statics.teams.office.com",
			"teams.microsoft.com", "teams.cloud.microsoft", ".teams.onecdn.static.microsoft",
			"teams.public.onecdn.static.microsoft", ".teams.cdn.office.net", ".teams.microsoft.com"},
		"/evergreen-assets/safelinks/", byParameter("url")},
	{"Outlook on the web", []string{"outlook.office.com", "outlook.office365.com",
		"outlook.live.com", "outlook.cloud.microsoft"},
		"/mail/safelink.html", byParameter("url")},
	{"Proofpoint", []string{".urldefense.proofpoint.com", ".urldefense.com", ".urldefense.us"}, "/v1/url",
		byParameter("u")},
	{"Proofpoint", []string{".urldefense.proofpoint.com", ".urldefense.com", ".urldefense.us"},
		"/v2/url", proofpoint2},
	{"Proofpoint", []string{".urldefense.proofpoint.com", ".urldefense.com", ".urldefense.us"},
		"/v3/__", proofpoint3},
	{"Proofpoint", []string{".urldefense.proofpoint.com", ".urldefense.com", ".urldefense.us",
		".urlisolation.com"}, "", opaque},
	{"Mimecast", []string{".mimecast.com", ".mimecastprotect.com", ".mimecast-offshore.com"}, "", opaque},
	{"Barracuda", []string{".linkprotect.cudasvc.com"}, "", byParameter("a")},
	{"Cisco", []string{".secure-web.cisco.com"}, "", lastSegment},
	{"Trend Micro", []string{".trendmicro.com", ".trendmicro.eu", ".trendmicro.co.jp"}, "/wis/clicktime/",
		byParameter("url")},
	{"Sophos", []string{".protection.sophos.com"}, "", base64Parameter("u", "")},
	{"FireEye", []string{"protect.fireeye.com",
		"protect2.fireeye.com", "protect2.trellix.com", "protect.trellix.com"},
		"", byParameter("u")},
	{"Symantec", []string{".clicktime.symantec.com", ".clicktime.cloud.postoffice.net"}, "",
		byParameter("u", "url")},
	{"Check Point", []string{".avanan.click", "protect.checkpoint.com", ".protect.checkpoint.com"},
		"/v2/", underscored},
	{"Fortinet", []string{".fortimailcloud.com", ".fortimail.com"}, "/fmlurlsvc/", byParameter("url")},
	{"Forcepoint", []string{".mailcontrol.com", ".blackspider.com"}, "", opaque},
	{"Egress", []string{".defend.egress.com"}, "", base64Parameter("base64url", "")},
	{"TitanHQ", []string{".titanhq.com", ".spamtitan.com"}, "/analyse", byParameter("url", "u")},
	{"Bitdefender", []string{"linkscan.io"}, "/scan/ux/", func(rest string) (string, string) {
		code, _, _ := strings.Cut(strings.TrimPrefix(rest, "/scan/ux/"), "/")
		return fromBase64(code)
	}},
	{"Hornetsecurity", []string{".hornetsecurity.com", ".retarus.com", ".vadesecure.com",
		".emailprotection.link"}, "", opaque},
	{"GMX and WEB.DE", []string{"deref-gmx.net",
		"deref-gmx.com", "deref-gmx.co.uk", "deref-web.de", "deref-web-02.de", "deref-mail.com"},
		"", byParameter("redirecturl")},

	// Searches, chats and networks.
	{"Google", []string{"google.", "www.google."}, "/url", byParameter("q", "url")},
	{"Google", []string{"www.google.", "google."}, "/interstitial", byParameter("url")},
	{"Google Mail", []string{"mail.google.com"}, "/mail/u/", opaque},
	{"Bing", []string{"www.bing.com", "bing.com"}, "/ck/a", base64Parameter("u", "a1")},
	{"DuckDuckGo", []string{"duckduckgo.com", "www.duckduckgo.com"}, "/l/", byParameter("uddg")},
	{"Yahoo", []string{"r.search.yahoo.com", ".r.search.yahoo.com"}, "", afterMark("/RU=", "/RK=")},
	{"Slack", []string{"slack-redir.net", "www.slack-redir.net"}, "/link", byParameter("url")},
	{"LinkedIn", []string{"www.linkedin.com", "linkedin.com"}, "/redir/", byParameter("url")},
	{"LinkedIn", []string{"www.linkedin.com", "linkedin.com"}, "/safety/go", byParameter("url")},
	{"Facebook", []string{"l.facebook.com", "lm.facebook.com",
		"l.messenger.com", "l.workplace.com", "l.instagram.com", "l.wl.co", "l.threads.com"},
		"", byParameter("u")},
	{"YouTube", []string{"www.youtube.com", "youtube.com", "m.youtube.com"}, "/redirect", byParameter("q")},
	{"Reddit", []string{"out.reddit.com"}, "", byParameter("url")},
	{"VK", []string{"vk.com", "m.vk.com", "away.vk.com"}, "/away.php", byParameter("to")},
	{"Steam", []string{"steamcommunity.com"}, "/linkfilter/", byParameter("url", "u")},
	{"Internet Archive", []string{"web.archive.org"}, "/web/", func(rest string) (string, string) {
		_, value, _ := strings.Cut(strings.TrimPrefix(rest, "/web/"), "/")
		return value, ""
	}},

	// Short links and trackers: a number and nothing else.
	{"a service for short links", []string{"bit.ly", "t.co", "tinyurl.com", "goo.gl", "aka.ms", "lnkd.in",
		"ow.ly", "is.gd", "rb.gy", "cutt.ly", "buff.ly", "t.ly", "shorturl.at", "short.link", "tiny.cc",
		"rebrand.ly"}, "", opaque},
	{"a sender of newsletters",
		[]string{".ct.sendgrid.net", ".list-manage.com", ".awstrack.me", ".hubspotlinks.com"}, "", opaque},
}

// holdsWhole reports whether a link with this beginning, that ends like this so far,
// goes on with an address in plain letters, so that the "https://" that follows is
// not the next one of the list.
func holdsWhole(head, end string) bool {
	n := urltext.SchemeLen(head)
	if n == 0 {
		return false
	}
	switch host, path, _ := strings.Cut(head[n:], "/"); {
	case strings.HasPrefix(path, "v3/__"):
		return head[n:] == host+"/v3/__"
	case strings.HasPrefix(path, "v2/"):
		return end[max(0, len(end)-3):] == "___" && strings.Count(head, "___") == 1
	default:
		return host == "web.archive.org" && strings.HasPrefix(path, "web/") &&
			strings.Count(path, "/") == 2 && strings.HasSuffix(end, "/")
	}
}
