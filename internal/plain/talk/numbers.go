package talk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// OfSteps tells whether the options are steps, each with its own number, and what else
// can be done.
func OfSteps(options []Option) bool {
	var seen []string
	for _, o := range options {
		if len(o.Numbers) == 0 {
			continue
		}
		if slices.Contains(seen, o.Numbers[0]) {
			return false
		}
		seen = append(seen, o.Numbers[0])
	}
	return len(seen) > 0
}

// names are what is typed for each option: how far down it stands. In a list of steps
// that is the number of a step, a letter for what is none, and 0 for what comes last.
func names(options []Option) []string {
	out := make([]string, len(options))
	steps := OfSteps(options)
	letters := "abcdefghijklmnopqrstuvwxyz"
	if steps {
		for _, o := range options {
			for _, key := range o.Says {
				if len(key) == 1 {
					letters = strings.ReplaceAll(letters, key, "")
				}
			}
		}
	}
	for i, o := range options {
		key := slices.IndexFunc(o.Says, func(s string) bool { return len(s) == 1 })
		switch {
		case !steps:
			out[i] = strconv.Itoa(i + 1)
		case len(o.Numbers) > 0:
			out[i] = o.Numbers[0]
		case i == len(options)-1:
			out[i] = "0"
		case key >= 0:
			out[i] = o.Says[key]
		default:
			out[i], letters = letters[:1], letters[1:]
		}
	}
	return out
}

// chosen is the option that was typed, by its name, a number of its steps or a word; -1:
// none of them.
func chosen(options []Option, names []string, typed string) int {
	if n, err := strconv.Atoi(typed); err == nil {
		typed = strconv.Itoa(n)
	}
	is := func(s string) bool { return strings.EqualFold(s, typed) }
	if at := slices.IndexFunc(names, is); at >= 0 {
		return at
	}
	steps := OfSteps(options)
	return slices.IndexFunc(options, func(o Option) bool {
		return slices.ContainsFunc(o.Says, is) || steps && slices.ContainsFunc(o.Numbers, is)
	})
}

// Leaves is typed to leave, at every list of choices.
const Leaves = "q"

// taken says what can be typed to choose one.
func taken(options []Option) string {
	if OfSteps(options) {
		return "the number of a step, or what stands before another choice; " + Leaves + " leaves"
	}
	out := fmt.Sprintf("one of the numbers 1 to %d", len(options))
	for _, o := range options {
		for _, s := range o.Says {
			if len(s) == 1 && s != Leaves {
				out += ", or " + s
			}
		}
	}
	return out + "; " + Leaves + " leaves"
}
