package assets

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestFamiliesTakeTheirOwnCodes: each example belongs to one family, and Entra's own numbers to none.
func TestFamiliesTakeTheirOwnCodes(t *testing.T) {
	for text, want := range map[string]string{
		"AADB2C90118": "customer-identity", "MSIS7065": "ad-fs", "SSPR_0029": "password-reset", "80180014": "device-enrollment", "0x8018002B": "device-enrollment",
		"0x801c03f3": "device-join", "80080300": "teams", "CAA2000B": "windows-account", "0xCAA70004": "windows-account", "0x8004de40": "office",
		"0x80090016": "windows-security", "0x80072EE7": "windows", "0xC004C003": "activation", "50011": "", "AADSTS7000215": "", "700016": "", "9002326": "", "2026-11-20": "",
	} {
		var got []string
		for _, f := range Families() {
			if len(f.In("Error code: "+text+".")) > 0 {
				got = append(got, f.Code)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %q", text, got, want)
		}
	}
	for _, f := range Families() {
		for _, s := range []string{f.Meaning, f.Remedy} {
			if !strings.HasSuffix(s, ".") || utf8.RuneCountInString(s) > 220 || manners.MatchString(s) || strings.Contains(s, "http") {
				t.Errorf("%s: %q", f.Code, s)
			}
		}
		if f.Name == "" || !findingCode.MatchString(f.Code) && f.Code != "teams" && f.Code != "office" && f.Code != "windows" && f.Code != "activation" {
			t.Errorf("%q, %q", f.Code, f.Name)
		}
	}
}
