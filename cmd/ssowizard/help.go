package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ssowizard/internal/text"
)

const (
	// helpWidth is for an output that is no terminal; helpWidest is as far as an
	// eye follows a line. Both in columns.
	helpWidth  = 80
	helpWidest = 100
	// helpIndent stands before everything below a heading.
	helpIndent = "  "
	// helpNarrow is the least that is left for a text beside its name; where there
	// is less, the text goes below.
	helpNarrow = 28
)

// sayHelp writes the help of one command as plain text, broken to the width of
// the terminal. It asks the terminal nothing, so that it answers at once anywhere.
func sayHelp(ios *ioStreams, c *cobra.Command) {
	p := helpPage{width: min(ios.outWidth, helpWidest)}
	if ios.outWidth <= 0 {
		p.width = helpWidth
	}
	about := cmp.Or(withCodes(c.Long), c.Short)
	p.text(about)
	p.heading("Usage")
	p.hang(helpIndent, "    ", usageOf(c))
	if c.Example != "" {
		p.heading("Examples")
		for line := range strings.SplitSeq(c.Example, "\n") {
			p.line(helpIndent + line) // a command is copied whole, so it is never broken
		}
	}
	p.list("Commands", commandsOf(c))
	p.list("Flags", flagsOf(c))
	_, _ = fmt.Fprint(c.OutOrStdout(), p.out.String())
}

// entry is a name and what it means.
type entry struct{ name, text string }

func usageOf(c *cobra.Command) string {
	use := strings.ReplaceAll(c.UseLine(), " [flags]", "")
	if c.HasAvailableSubCommands() {
		use += " [command]"
	}
	return use + " [--flags]"
}

func commandsOf(c *cobra.Command) []entry {
	var out []entry
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			out = append(out, entry{strings.ReplaceAll(sub.Use, " [flags]", ""), sub.Short})
		}
	}
	return out
}

func flagsOf(c *cobra.Command) []entry {
	var out []entry
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + " " + name
		}
		out = append(out, entry{name, text.Capital(f.Usage)})
	})
	return out
}

// helpPage collects lines of a width in columns.
type helpPage struct {
	width int
	out   strings.Builder
}

func (p *helpPage) line(s string) { p.out.WriteString(strings.TrimRight(s, " ") + "\n") }

func (p *helpPage) heading(s string) { p.line("\n" + s) }

// hang breaks a text between words. What follows the first line begins with rest.
// A word that is longer than a line stays whole: it may be copied.
func (p *helpPage) hang(first, rest, text string) {
	now := first
	begun := false
	for _, word := range strings.Fields(text) {
		switch {
		case !begun:
			now += word
		case ansi.StringWidth(now)+1+ansi.StringWidth(word) > p.width:
			p.line(now)
			now = rest + word
		default:
			now += " " + word
		}
		begun = true
	}
	p.line(now)
}

// list writes names and meanings in two columns, or one below the other where the
// terminal is too narrow for two.
func (p *helpPage) list(heading string, all []entry) {
	if len(all) == 0 {
		return
	}
	p.heading(heading)
	column := 0
	for _, e := range all {
		column = max(column, len(helpIndent)+ansi.StringWidth(e.name)+2)
	}
	for _, e := range all {
		p.pair(helpIndent, e, column)
	}
}

// pair writes a name and its meaning, which begins in a column.
func (p *helpPage) pair(indent string, e entry, column int) {
	if p.width-column < helpNarrow {
		p.hang(indent, indent+"  ", e.name)
		p.hang(indent+"  ", indent+"  ", e.text)
		return
	}
	gap := strings.Repeat(" ", max(1, column-len(indent)-ansi.StringWidth(e.name)))
	p.hang(indent+e.name+gap, strings.Repeat(" ", column), e.text)
}

// text writes what a command does: lines of one paragraph are joined and broken
// anew. An indented line is one of a list, and goes on in those that are indented
// as far as its second column.
func (p *helpPage) text(s string) {
	for block := range strings.SplitSeq(s, "\n\n") {
		if p.out.Len() > 0 {
			p.line("")
		}
		lines := strings.Split(block, "\n")
		for len(lines) > 0 {
			n := 1
			for n < len(lines) && belongs(lines[0], lines[n]) {
				n++
			}
			p.item(lines[0], strings.Join(lines[1:n], " "))
			lines = lines[n:]
		}
	}
}

// item writes one line of a text and what goes on from it.
func (p *helpPage) item(line, more string) {
	body := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(body)]
	name, meaning, two := strings.Cut(body, "  ")
	if indent == "" || !two {
		p.hang(indent, indent, body+" "+more)
		return
	}
	column := len(line) - len(strings.TrimLeft(meaning, " "))
	p.pair(indent, entry{name, meaning + " " + more}, column)
}

// belongs reports whether a line goes on from the first of its item.
func belongs(first, line string) bool {
	indent := func(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
	if indent(first) == 0 {
		return indent(line) == 0
	}
	return indent(line) > indent(first)
}
