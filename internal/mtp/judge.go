package mtp

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/urltext"
)

// Judge checks the list as a whole and then each URI: twelve URIs, each listed once,
// six common to all partners and six on the partner's own host. A different division
// is only a warning, because the set-up article shows it in a picture and the portal
// may change.
func Judge(uris []string) []Problem {
	var out []Problem
	list := func(code string, level Level, text, remedy string) {
		out = append(out, Problem{Code: code, Text: text, Remedy: remedy, Level: level, At: -1})
	}
	distinct := map[string]bool{}
	for _, u := range uris {
		distinct[u] = true
	}
	switch n := len(distinct); {
	case n < URICount:
		list("too-few", Fail, counted(n),
			"Scroll the \"Redirect URIs\" tab to its end and copy the whole list.")
	case n > URICount:
		list("too-many", Fail, counted(n),
			"Copy the list alone, without the text around it and without older lists.")
	}
	out = append(out, repeated(uris)...)
	if len(distinct) == URICount {
		if text := badGroups(uris); text != "" {
			list("groups", Warn, text, "Check that the list comes whole from your own MTP portal.")
		}
	}
	if len(uris) > 0 && !distinct[FirstURI] {
		list("first-missing", Warn, FirstURI+", which the registration starts with, is not among them.",
			"Check that the list begins at its first line. If the portal does not show it, go on.")
	}
	for i, u := range uris {
		if slices.Index(uris, u) == i {
			out = append(out, Lint(u)...)
		}
	}
	return out
}

// counted says how many addresses there are and how many there should be.
func counted(n int) string {
	they := fmt.Sprintf("These are %d addresses", n)
	if n == 1 {
		they = "This is 1 address"
	}
	return fmt.Sprintf("%s; the MTP portal lists %d.", they, URICount)
}

// repeated finds equal URIs, including those that differ only in case: Entra treats
// them as equal when it checks that redirect URIs are distinct.
func repeated(uris []string) []Problem {
	var out []Problem
	seen := map[string]string{}
	for _, u := range uris {
		first, ok := seen[urltext.ASCIIFold(u)]
		switch {
		case !ok:
			seen[urltext.ASCIIFold(u)] = u
		case first == u:
			out = append(out, Problem{Code: "duplicate", Level: Fail, URI: u, At: -1,
				Text: "The address stands in the list twice.", Remedy: "Remove one of the two."})
		default:
			at, words := Diff(first, u)
			out = append(out, Problem{Code: "case-twin", Level: Fail, URI: u, At: at,
				Text:   "The address differs from another one only in capitals: " + words + ".",
				Remedy: "Check which of the two the portal shows, and remove the other."})
		}
	}
	return out
}

// badGroups says how a list of twelve divides if not into six common URIs and six on
// one host, or "".
func badGroups(uris []string) string {
	hosts, order := hostsOf(uris)
	own := URICount - CommonCount
	common := hosts[urltext.ASCIIFold(urltext.RawAuthority(FirstURI))] == CommonCount
	if common && len(hosts) == 2 && (hosts[order[0]] == own || hosts[order[1]] == own) {
		return ""
	}
	var parts []string
	for i, h := range order {
		if i == 4 {
			parts = append(parts, "and more")
			break
		}
		parts = append(parts, fmt.Sprintf("%d on %s", hosts[h], urltext.Show(h)))
	}
	return "The list should hold six addresses that all partners share and six on your own host " +
		"name. These are " + strings.Join(parts, ", ") + "."
}

// hostsOf counts the distinct addresses of each host, in capitals or not, and lists the
// hosts in the order in which they come up.
func hostsOf(uris []string) (hosts map[string]int, order []string) {
	hosts = map[string]int{}
	seen := map[string]bool{}
	for _, u := range uris {
		if seen[u] {
			continue
		}
		seen[u] = true
		h := urltext.ASCIIFold(urltext.RawAuthority(u))
		if hosts[h] == 0 {
			order = append(order, h)
		}
		hosts[h]++
	}
	return hosts, order
}

// Elsewhere are the addresses of a list that lead to neither of the two hosts that it
// should hold: the common one, and of the others the one with the most addresses, which
// is the partner's own.
func Elsewhere(uris []string) []string {
	hosts, order := hostsOf(uris)
	common, own := urltext.ASCIIFold(urltext.RawAuthority(FirstURI)), ""
	for _, h := range order {
		if h != common && (own == "" || hosts[h] > hosts[own]) {
			own = h
		}
	}
	var out []string
	for _, u := range uris {
		if h := urltext.ASCIIFold(urltext.RawAuthority(u)); h != common && h != own {
			out = append(out, u)
		}
	}
	return out
}
