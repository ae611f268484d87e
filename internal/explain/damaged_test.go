package explain_test

import (
	"strings"
	"testing"

	"ssowizard/internal/entra"
	"ssowizard/internal/explain"
)

// TestADamagedAddressDecidesNothing: of an address that was shortened, that lost a
// character or that a blank runs through, nothing is claimed: neither that it is
// registered nor that it is not.
func TestADamagedAddressDecidesNothing(t *testing.T) {
	for _, uri := range []string{
		"https://mtp.bvoip.net/us…", "https://mtp.bvoip.net/us...", "https://mtp.bvoip…/users", "https://mtp.bvoip.net/us\uFFFDrs", "https://mtp.bvoip.net/ users",
		"https://mtp.bvoip.net/use rs", "https://mtp. bvoip.net/users", "https:// mtp.bvoip.net/users", "https://mtp.bvoip.net/us[...]",
	} {
		for _, text := range []string{uriMessage(uri), message(50011, "\""+uri+"\" \""+xApp+"\""), message(50011, "Die Adresse „"+uri+"“ passt nicht zu „"+xApp+"“.")} {
			e := explain.Explain(text, xSnapshot(nil), xProfile())
			if topicsOf(e) != "AADSTS50011" {
				t.Errorf("%q: %s", uri, topicsOf(e))
			}
			for _, c := range e.Causes {
				if c.Truth != explain.TruthUnknown {
					t.Errorf("%q: %s %s %s", uri, c.Truth, c.Text, c.Evidence)
				}
			}
			for _, v := range e.Values {
				if v.Kind == explain.ValueURI {
					t.Errorf("%q is told as an address: %+v", uri, v)
				}
			}
		}
	}
}

// TestACutAddressIsNotCompared: alone, or as a parameter that a line's end cuts.
func TestACutAddressIsNotCompared(t *testing.T) {
	for _, uri := range []string{"https://mtp.bvoip.net/us…", "https://mtp.bvoip.net/us...", "https://mtp.bvoip.net/us\uFFFDrs"} {
		e := explain.Explain(uri, xSnapshot(nil), xProfile())
		if len(e.Values) != 1 || !strings.Contains(e.Values[0].Means, "could not be compared") {
			t.Errorf("%q: %+v", uri, e.Values)
		}
	}
	const page = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=" + xApp + "&redirect_uri=https%3A%2F%2Fmtp.bvoip.net%2FUs"
	e := explain.Explain("AADSTS50011\n"+page+"\ners&state=1", xSnapshot(nil), xProfile())
	for _, c := range e.Causes {
		if c.Truth != explain.TruthUnknown {
			t.Errorf("a cut parameter: %+v", c)
		}
	}
	isNearMiss(t, "whole", explain.Explain("AADSTS50011\n"+page+"ers&state=1\nmore", xSnapshot(nil), xProfile()))
}

// TestNumbersAreReadInOtherDigitsAndThroughMarkup: digits of other scripts and widths,
// slips of a picture in the letters alone, a hyphen at a line's end, a page's source.
func TestNumbersAreReadInOtherDigitsAndThroughMarkup(t *testing.T) {
	const uri = "https://mtp.bvoip.net/Users"
	for _, text := range []string{
		"AADSTS５００１１： 「" + uri + "」 「" + xApp + "」",
		"ＡＡＤＳＴＳ50011: '" + uri + "' '" + xApp + "'",
		"AADSTS٥٠٠١١: '" + uri + "' '" + xApp + "'",
		"AAD5TS50011: '" + uri + "' '" + xApp + "'",
		"AADST550011: '" + uri + "' '" + xApp + "'",
		"AADSTS500-\n11: '" + uri + "' '" + xApp + "'",
		"<p><span>AADSTS</span><span>50011</span>: <b>" + uri + "</b> <i class=\"x\">" + xApp + "</i></p>",
		"<td>AADSTS50011</td><td>The redirect URI '<a href=\"" + uri + "\">" + uri + "</a>'</td><td>application '" + xApp + "'</td>",
		"<div>AADSTS50011: the redirect URI '<wbr>https://mtp.bvoip.net/<wbr>Users'</div><div>application '" + xApp + "'</div>",
	} {
		isNearMiss(t, text, explain.Explain(text, xSnapshot(nil), xProfile()))
	}
}

// TestValuesOfARefusedClientAreNotTheRegistrations: what stands beside the refusal of
// a sign-in client belongs to the client; no field of the MTP portal is blamed.
func TestValuesOfARefusedClientAreNotTheRegistrations(t *testing.T) {
	ids := []string{xOther}
	for _, c := range entra.ShippedClients() {
		ids = append(ids, c.ID)
	}
	for _, id := range ids {
		for _, text := range []string{
			message(700016, "Application with identifier '"+id+"' was not found in the directory 'Contoso'."),
			message(50011, "The redirect URI 'http://localhost:5000' specified in the request does not match the redirect URIs configured for the application '"+id+"'."),
		} {
			e := explain.Explain(text, xSnapshot(nil), xProfile(), xOther)
			if e.Message.Client == "" {
				t.Errorf("%s: not about a client", id)
			}
			for _, v := range e.Values {
				if said := v.Means + v.Do; strings.Contains(said, "field \"Application") || strings.Contains(said, "Not one of the 12") || strings.Contains(said, "copy it again") {
					t.Errorf("%s: %+v", id, v)
				}
			}
		}
	}
}
