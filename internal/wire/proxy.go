package wire

import "net/url"

// UnusableProxy names the variable of the environment that should hold the proxy
// for https and holds no address; "" where all is well. net/http passes over such
// a value without a word and asks directly, where no answer may come. Its own
// reading is followed: the first that is set counts, and http:// may be left out.
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
