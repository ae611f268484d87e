package graph

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	"ssowizard/internal/wire"
)

// maxClaims bounds a decoded claims challenge, in bytes. A real one is a few
// hundred.
const maxClaims = 8 << 10

// claimsChallenge finds the claims that the next sign-in has to carry. They come
// in WWW-Authenticate as claims="<base64 of JSON>". Source: Microsoft identity
// platform docs, claims challenges. "" means there are none that can be used.
func claimsChallenge(h http.Header) string {
	for _, v := range h.Values("WWW-Authenticate") {
		if raw := challengeParam(v, "claims"); raw != "" {
			if claims := decodeClaims(raw); claims != "" {
				return claims
			}
		}
	}
	return ""
}

// challengeParam finds one auth-param in a WWW-Authenticate value (RFC 9110,
// section 11). Scheme names and lone tokens are passed over.
func challengeParam(v, name string) string {
	for {
		v = strings.TrimLeft(v, " \t,")
		end := strings.IndexAny(v, "= \t,")
		if end < 0 {
			return ""
		}
		key, sep := v[:end], v[end]
		v = v[end+1:]
		if sep != '=' {
			continue
		}
		var value string
		value, v = challengeValue(v)
		if strings.EqualFold(key, name) {
			return value
		}
	}
}

// challengeValue cuts a quoted string or a token from the front of v.
func challengeValue(v string) (value, rest string) {
	if !strings.HasPrefix(v, `"`) {
		end := strings.IndexAny(v, " \t,")
		if end < 0 {
			return v, ""
		}
		return v[:end], v[end:]
	}
	var b strings.Builder
	for i := 1; i < len(v); i++ {
		switch {
		case v[i] == '"':
			return b.String(), v[i+1:]
		case v[i] == '\\' && i+1 < len(v):
			i++
			b.WriteByte(v[i])
		default:
			b.WriteByte(v[i])
		}
	}
	return b.String(), ""
}

// decodeClaims accepts both base64 alphabets, padded or not, and plain JSON; what
// is not a JSON object then is no challenge.
func decodeClaims(raw string) string {
	candidate := []byte(raw)
	if !strings.HasPrefix(raw, "{") {
		plain := strings.NewReplacer("-", "+", "_", "/", "=", "").Replace(raw)
		b, err := base64.RawStdEncoding.DecodeString(plain)
		if err != nil {
			return ""
		}
		candidate = b
	}
	if len(candidate) > maxClaims || !json.Valid(candidate) || wire.Loose(candidate).Object() == nil {
		return ""
	}
	return string(candidate)
}
