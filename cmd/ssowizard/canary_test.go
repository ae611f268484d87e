package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/charmbracelet/x/ansi"
)

// window is how many characters of a value in a row are a leak: more than the
// hint that Entra shows of a secret, fewer than a line of a narrow window.
const window = 12

// secretPart is the part of a value that is looked for in every shape: of a token
// what only the service can make. Its head says how it is signed and is no secret.
func secretPart(v string) string {
	if parts := strings.Split(v, "."); len(parts) == 3 && strings.HasPrefix(v, "eyJ") {
		return parts[2]
	}
	return v
}

// payloadParts are pieces of a token's payload. A token that is cut before its
// signature holds them, and no run has a reason to write even these. They lie side
// by side, so that of any two windows' length in a row one is whole.
func payloadParts(v string) map[string][]byte {
	parts := strings.Split(v, ".")
	if len(parts) != 3 || !strings.HasPrefix(v, "eyJ") {
		return nil
	}
	out := map[string][]byte{}
	for i := 0; i+window <= len(parts[1]); i += window {
		out[fmt.Sprintf("with its payload, from %d", i)] = []byte(parts[1][i : i+window])
	}
	return out
}

// shapes are the ways in which a value may stand in bytes.
func shapes(v string) map[string][]byte {
	out := map[string][]byte{
		"hexadecimal": []byte(hex.EncodeToString([]byte(v))), "HEXADECIMAL": []byte(strings.ToUpper(hex.EncodeToString([]byte(v)))),
		"escaped for a query": []byte(url.QueryEscape(v)), "escaped for a path": []byte(url.PathEscape(v)), "backwards": []byte(reversed(v)),
		"quoted by Go": []byte(strings.Trim(fmt.Sprintf("%q", v), `"`)), "as a list of bytes": []byte(strings.Trim(fmt.Sprintf("%d", []byte(v)), "[]")),
	}
	if raw, err := json.Marshal(v); err == nil {
		out["in JSON"] = bytes.Trim(raw, `"`)
	}
	var little, big, backwards []byte
	for _, u := range utf16.Encode([]rune(v)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	for _, u := range slices.Backward(utf16.Encode([]rune(v))) {
		backwards = append(backwards, byte(u), byte(u>>8))
	}
	out["in UTF-16"], out["in UTF-16, big end first"], out["in UTF-16, backwards"] = little, big, backwards
	for shift := range 3 { // where in its group of three bytes the value begins
		for name, enc := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64 for addresses": base64.RawURLEncoding} {
			s := enc.EncodeToString([]byte(strings.Repeat("x", shift) + v))
			out[fmt.Sprintf("in %s, %d in", name, shift)] = []byte(s[4 : len(s)-4]) // the ends hold what stands beside it
		}
	}
	for i := 0; i+window <= len(v); i++ {
		out[fmt.Sprintf("as it is, from %d", i)] = []byte(v[i : i+window])
	}
	return out
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// leak is a value found where it must not be.
type leak struct{ what, shape, place string }

// leaks looks for every value in every shape in every place, as written and
// without what steers a terminal.
func leaks(values map[string][]string, places map[string][]byte) (found []leak) {
	type needle struct {
		what, shape string
		text        []byte
	}
	var needles []needle
	have := map[string]bool{} // tokens of one tenant begin alike
	for what, list := range values {
		for _, v := range list {
			all := shapes(secretPart(v))
			maps.Copy(all, payloadParts(v))
			for shape, text := range all {
				if !have[string(text)] {
					have[string(text)] = true
					needles = append(needles, needle{what, shape, text})
				}
			}
		}
	}
	for place, text := range places {
		plain := []byte(ansi.Strip(string(text)))
		for _, n := range needles {
			if bytes.Contains(text, n.text) || bytes.Contains(plain, n.text) {
				found = append(found, leak{n.what, n.shape, place})
			}
		}
	}
	return found
}

// tell says once for each value and place that it was found there.
func tell(t *testing.T, found []leak) {
	t.Helper()
	told := map[string]bool{}
	for _, l := range found {
		if key := l.what + l.place; !told[key] {
			told[key] = true
			t.Errorf("the %s stands %s in %s", l.what, l.shape, l.place)
		}
	}
}

// TestALeakIsFound: whoever writes a value, in whatever shape, is caught. Without
// this the tests that find nothing would show nothing.
func TestALeakIsFound(t *testing.T) {
	const secret = "Xq7~8Q.practice_secret-of-forty-chars&/+"
	const token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20ifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
	values := map[string][]string{"client secret": {secret}, "access token": {token}}
	for shape, text := range shapes(secret) {
		found := leaks(values, map[string][]byte{"a file": append([]byte("before "), append(text, " after"...)...)})
		if len(found) == 0 {
			t.Errorf("not found %s", shape)
		}
	}
	for name, text := range map[string]string{
		"cut": "value=" + secret[5:20] + "…", "coloured": secret[:6] + "\x1b[31m" + secret[6:], "in a command": "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(secret)) + "\a",
		"a token that is cut": "Bearer " + token[:80] + "…", "a token's payload": token[45:75],
		"in JSON": fmt.Sprintf(`{"a":%q}`, secret), "in base64, among others": base64.StdEncoding.EncodeToString([]byte("Bearer: " + secret + ";")),
	} {
		if len(leaks(values, map[string][]byte{"a file": []byte(text)})) == 0 {
			t.Errorf("not found: %s", name)
		}
	}
	for name, text := range map[string]string{"its hint": secret[:3] + "…", "a token's head": token[:36], "nothing": "Client Secret: •••••"} {
		if found := leaks(values, map[string][]byte{"a file": []byte(text)}); len(found) != 0 {
			t.Errorf("%s counts as a leak: %v", name, found)
		}
	}
}
