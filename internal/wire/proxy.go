package wire

import "net/url"

// UnusableProxy returns the name of the environment variable whose proxy address for
// https is invalid, or "". net/http silently ignores such a value and connects
// directly, where no answer may come. The function follows net/http's rules: the
// first variable that is set counts, and http:// may be omitted.
func UnusableProxy(env func(string) string) string {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		v := env(name)
		if v == "" {
			continue
		}
		_, err := url.Parse(v)
		if _, with := url.Parse("http://" + v); err == nil || with == nil {
			return "" // what is wrong with it beyond that shows when it is dialled
		}
		return name
	}
	return ""
}
