// Package messages renders the texts that assets hold: it finds a text by its id and fills in
// named arguments.
//
// A text names an argument as {name}, with words for an empty one as {name:words}. A count has
// its forms: {n|1 day|# days}, or with one for none in front, {n|no day|1 day|# days}; # stands
// for the count. An argument is put in as it is: what looks like a placeholder in a tenant's own
// words stays what it is.
//
// Refused here: deciding anything, wrapping and cleaning of text, and reading an id back out of a text.
package messages

import (
	"strings"

	"ssowizard/assets"
)

type arg struct{ name, value string }

// Args are the named arguments of a text. Two of the same arguments in the same order are equal.
type Args [6]arg

// With makes arguments from names and values in turn. It panics where there are more than fit, or
// a value is missing.
func With(pairs ...string) Args {
	var a Args
	for i := 0; i < len(pairs); i += 2 {
		a[i/2] = arg{pairs[i], pairs[i+1]}
	}
	return a
}

// Get is the value of one argument; "" where there is none of that name.
func (a Args) Get(name string) string {
	for _, x := range a {
		if x.name == name && name != "" {
			return x.value
		}
	}
	return ""
}

// Say is the text of an id of assets/messages.json, with its arguments. An unknown id is a fault
// of the build, which a test finds; it gives "".
func Say(id string, pairs ...string) string {
	return Expand(assets.Message(id), With(pairs...).Get)
}

// Expand fills a text's placeholders by the values that get gives.
func Expand(text string, get func(name string) string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		inside, after, ended := strings.Cut(rest, "}")
		if !found || !ended {
			return out.String()
		}
		out.WriteString(fill(inside, get))
		text = after
	}
}

func fill(inside string, get func(string) string) string {
	if name, words, found := strings.Cut(inside, ":"); found {
		if v := get(name); v != "" {
			return v
		}
		return words
	}
	parts := strings.Split(inside, "|")
	value, forms := get(parts[0]), parts[1:]
	switch {
	case len(forms) == 0:
		return value
	case value == "1":
		return strings.ReplaceAll(forms[len(forms)-2], "#", value)
	case value == "0" && len(forms) == 3:
		return forms[0]
	}
	return strings.ReplaceAll(forms[len(forms)-1], "#", value)
}
