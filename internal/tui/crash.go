package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/wire"
)

// guarded is a model whose panics tell no values. Bubble Tea catches a panic,
// gives the terminal back and prints its value, and a value may hold anything;
// so it is exchanged on the way there. The frames below it stay in the stack.
type guarded struct{ *root }

func withhold() {
	if r := recover(); r != nil {
		panic(wire.Withhold(r))
	}
}

func (g *guarded) Init() tea.Cmd {
	defer withhold()
	return guard(g.root.Init())
}

func (g *guarded) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	defer withhold()
	_, cmd := g.root.Update(msg)
	return g, guard(cmd)
}

func (g *guarded) View() tea.View {
	defer withhold()
	return g.root.View()
}

// guard does the same for a command, which runs on a goroutine of its own, and
// for those that it brings.
func guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer withhold()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, c := range batch {
				batch[i] = guard(c)
			}
		}
		return msg
	}
}
