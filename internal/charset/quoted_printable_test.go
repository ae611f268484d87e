package charset

import "testing"

func TestQuotedPrintableIsUndoneWhereItIs(t *testing.T) {
	for in, want := range map[string]string{
		"AADSTS5001=\n1: The redirect":               "AADSTS50011: The redirect",
		"https://mtp.bvoip.net/us=\r\ners?a=3Db":     "https://mtp.bvoip.net/users?a=b",
		"f=C3=BCr die Anwendung =\t\n'x'":            "für die Anwendung 'x'",
		"=E2=80=98https://a.example/=E2=80=99 a=3D1": "‘https://a.example/’ a=1",
		"=93https://a.example/=94 a=3D1":             "“https://a.example/” a=1", // code page 1252
	} {
		if got, found := QuotedPrintable(in); got != want || !found {
			t.Errorf("%q became %q (%t)", in, got, found)
		}
	}
	for _, same := range []string{"", "code=50011&state=ab", "a = b\nc", "error?code=50011\n", "====", "x=AB"} {
		if got, found := QuotedPrintable(same); got != same || found {
			t.Errorf("%q became %q (%t)", same, got, found)
		}
	}
}
