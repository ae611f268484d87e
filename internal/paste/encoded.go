package paste

import (
	"net/url"
	"strings"

	"ssowizard/internal/urltext"
)

// encodedRounds is how often an address may have been percent-encoded.
const encodedRounds = 3

// encodedSchemes are how "https://" looks after each round, the plain one first.
var encodedSchemes = func() (out [encodedRounds][]string) {
	slashes := "%3a%2f%2f"
	for i := range out {
		out[i] = []string{"https" + slashes, "http" + slashes}
		slashes = strings.ReplaceAll(slashes, "%", "%25")
	}
	return out
}()

// encodedScheme tells how often the address at the start of s was percent-encoded
// as a whole; 0 if it was not.
func encodedScheme(s string) int {
	for i, schemes := range encodedSchemes {
		for _, scheme := range schemes {
			if urltext.HasPrefixFold(s, scheme) {
				return i + 1
			}
		}
	}
	return 0
}

// longestScheme is how many characters of a place have to be looked at.
var longestScheme = len(encodedSchemes[encodedRounds-1][0])

// decodeWhole undoes the percent-encoding of a whole address. ok is false where an
// escape is not whole, or the outcome is no text of addresses.
func decodeWhole(s string, rounds int) (string, bool) {
	for range rounds {
		decoded, err := url.PathUnescape(s)
		if err != nil {
			return "", false
		}
		s = decoded
	}
	return s, true
}
