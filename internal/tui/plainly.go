package tui

import (
	"bufio"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
)

// plainly prints values outside the frame: one label, one line, nothing
// wrapped or framed, so that they can be marked and copied by hand in any
// terminal. They stay in the scrollback.
type plainly struct {
	values []screen.Value
	in     io.Reader
	out    io.Writer
}

// printPlainly leaves the screen, prints, and comes back after Enter.
func printPlainly(values []screen.Value) tea.Cmd {
	return tea.Exec(&plainly{values: values}, func(error) tea.Msg { return nil })
}

// SetStdin, SetStdout and SetStderr are how the program lends its terminal.
func (p *plainly) SetStdin(r io.Reader)  { p.in = r }
func (p *plainly) SetStdout(w io.Writer) { p.out = w }
func (p *plainly) SetStderr(io.Writer)   {}

// Run prints and waits for Enter.
func (p *plainly) Run() error {
	for _, v := range p.values {
		if _, err := fmt.Fprintf(p.out, "\n%s\n%s\n", v.Label, text.Visible(v.Text)); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprint(p.out, "\nEnter goes back to ssowizard. "); err != nil {
		return err
	}
	_, err := bufio.NewReader(p.in).ReadString('\n')
	if err == io.EOF {
		return nil
	}
	return err
}
