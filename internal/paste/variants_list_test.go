package paste

import (
	"fmt"
	"strings"
)

type variant struct{ paste, said string }

// variants are ways in which the same list arrives.
func variants() map[string]variant {
	u := contoso()
	m := map[string]variant{
		"az json":             {"[\n  {\n    \"redirectUris\": [\n      \"" + strings.Join(u, "\",\n      \"") + "\"\n    ]\n  }\n]\n", ""},
		"az tsv":              {strings.Join(u, "\t") + "\n", ""},
		"yaml":                {"redirectUris:\n" + each(u, func(u string) string { return "  - " + u }), ""},
		"yaml in quotes":      {"spa:\n  redirectUris:\n" + each(u, func(u string) string { return "    - '" + u + "'" }), ""},
		"PowerShell array":    {"$uris = @(\n" + each(u, func(u string) string { return "    \"" + u + "\"," }) + ")\n", ""},
		"Format-Table":        {"RedirectUris\n------------\n" + each(u, func(u string) string { return u }), ""},
		"ConvertTo-Json":      {"{\n    \"RedirectUris\":  [\n" + each(u, func(u string) string { return "                         \"" + u + "\"," }) + "                     ]\n}", ""},
		"curly quotes":        {each(u, func(u string) string { return "“" + u + "”," }), ""},
		"damaged quotes":      {each(u, func(u string) string { return "\ufffd" + u + "\ufffd" }), "a damaged character"},
		"soft hyphens":        {each(u, func(u string) string { return u[:12] + "\u00ad" + u[12:] }), "invisible characters"},
		"zero width":          {each(u, func(u string) string { return u[:20] + "\u200b" + u[20:] }), "invisible characters"},
		"no-break spaces":     {each(u, func(u string) string { return "\u00a0" + u + "\u00a0" }), ""},
		"Markdown links":      {each(u, func(u string) string { return "* [" + u + "](" + u + ")" }), ""},
		"Markdown references": {"See below.\n\n" + each(u, func(u string) string { return "[3]: " + u }), ""},
		"Markdown table":      {"| # | Address | Type |\n|---|---|---|\n" + numbered("| %d | %s | SPA |"), ""},
		"Outlook, a blank":    {each(u, func(u string) string { return u + " <" + u + ">" }), ""},
		"encoded form":        {"redirect_uri=" + strings.ReplaceAll(strings.ReplaceAll(strings.Join(u, "&redirect_uri="), ":", "%3A"), "/", "%2F") + "\n", "percent-encoding"},
		"encoded twice":       {each(u, func(u string) string { return strings.NewReplacer(":", "%253a", "/", "%252f").Replace(u) }), "percent-encoding"},
		"form of two fields":  {each(u, func(u string) string { return "redirect_uri=" + u + "&state=abc" }), ""},
		"numbered fields":     {"a=1&" + fields("redirect_uris[%d]="), "a=1"},
		"labels below":        {"Redirect URIs\n" + each(u, func(u string) string { return u + "\nCopy" }), ""},
		"labels glued":        {each(u, func(u string) string { return u + "Kopieren" }), "the label that was glued"},
		"labels in a row":     {strings.Join(u, "SPA") + "SPA", "the label that was glued"},
		"labels behind":       {each(u, func(u string) string { return u + "  Copy" }), ""},
		"Excel, tabs":         {"Nr\tAdresse\tTyp\r\n" + numbered("%d\t%s\tSPA"), ""},
		"Excel, quotes":       {"\"Nr\";\"Adresse\"\r\n" + numbered("\"%d\";\"%s\""), ""},
		"Excel, sep":          {"sep=;\r\nNr;Adresse;Notiz\r\n" + numbered("%d;%s;\"a; b\""), ""},
		"CSV, names first":    {"Name,Address\n" + each(u, func(u string) string { return "the " + u[len(u)-4:] + "," + u }), ""},
		"CSV, empty cells":    {each(u, func(u string) string { return u + ",," }), ""},
		"CSV of uneven rows":  {strings.Replace(each(u, func(u string) string { return u + ",SPA" }), "SPA", "SPA,first", 1), "SPA"},
		"RTF": {`{\rtf1\ansi ` + each(u, func(u string) string {
			return `{\field{\*\fldinst{HYPERLINK "` + u + `"}}{\fldrslt{\ul ` + u + `}}}\par`
		}) + "}", "Left out"},
		"sentence":           {"Enter " + strings.Join(u, " and ") + ".\n", "and"},
		"mail in QP":         {mailSource(u), "quoted-printable"},
		"HTML mail in QP":    {htmlSource(u), ""},
		"key and colon":      {each(u, func(u string) string { return "uri: " + u }), ""},
		"word and blank":     {each(u, func(u string) string { return "uri " + u }), "uri"},
		"terraform":          {"redirect_uris = [\n" + each(u, func(u string) string { return "  \"" + u + "\"," }) + "]\n", ""},
		"Slack's links":      {each(u, func(u string) string { return "<" + u + "|" + u + ">" }), ""},
		"wiki links":         {each(u, func(u string) string { return "[" + u + "|" + u + "|smart-link]" }), ""},
		"SQL":                {"INSERT INTO uris VALUES\n" + numbered("(%d, '%s'),"), ""},
		"cat -n":             {numbered("%6d\t%s"), ""},
		"grep -n":            {numbered("%d:%s"), ""},
		"arrows and ticks":   {each(u, func(u string) string { return "→ " + u + " ✓" }), ""},
		"colors inside":      {each(u, func(u string) string { return "\x1b[32m" + u[:20] + "\x1b[0m" + u[20:] }), "invisible"},
		"a formula of Excel": {each(u, func(u string) string { return "=HYPERLINK(\"" + u + "\";\"" + u + "\")" }), "HYPERLINK"},
		"labels between":     {each(u, func(u string) string { return u + "\n\nCopy\n" }), ""},
		"log lines":          {each(u, func(u string) string { return "2026-03-04T10:00:00Z INFO redirect " + u }), "INFO"},
	}
	for _, width := range []int{60, 80, 100, 119, 132, 160} {
		m[fmt.Sprintf("Format-List at %d", width)] = variant{formatList(u, width), wrapSaid(width)}
	}
	return m
}

// wrapSaid is what has to be said of a list that a console of this width broke.
func wrapSaid(int) string { return "a line break inside the address" }

func numbered(form string) string {
	var b strings.Builder
	for i, u := range contoso() {
		fmt.Fprintf(&b, form+"\r\n", i+1, u)
	}
	return b.String()
}

func fields(form string) string {
	var out []string
	for i, u := range contoso() {
		out = append(out, fmt.Sprintf(form, i)+u)
	}
	return strings.Join(out, "&")
}

// formatList writes a property as PowerShell does: the lines are broken at the width
// and begin under the value.
func formatList(uris []string, width int) string {
	const name = "RedirectUris : "
	value := "{" + strings.Join(uris, ", ") + "}"
	var b strings.Builder
	for head := name; ; head = strings.Repeat(" ", len(name)) {
		n := min(width-len(name), len(value))
		b.WriteString(head + value[:n] + "\r\n")
		if value = value[n:]; value == "" {
			return b.String()
		}
	}
}

// mailSource is a plain mail with lines that are longer than a mail's may be.
func mailSource(uris []string) string {
	var b strings.Builder
	b.WriteString("Content-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n")
	for _, u := range uris {
		line := strings.Repeat(" ", 76-len(u)+4) + u
		b.WriteString(line[:75] + "=\r\n" + line[75:] + "\r\n")
	}
	return b.String()
}

func htmlSource(uris []string) string {
	return "<html><body style=3D\"margin:0\">\r\n" + each(uris, func(u string) string {
		return "<p class=3D\"MsoNormal\"><a href=3D\"" + u + "\">" + u + "</a><o:p></o:p></p>"
	}) + "</body></html>"
}
