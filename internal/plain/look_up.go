package plain

import (
	"context"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// searchUsers looks people up on the server and lists them, a page at a time.
func (f *front) searchUsers(ctx context.Context) error {
	text, err := f.ask(ctx, question{text: "Name or address to look for (empty: all)", empty: true})
	if err != nil {
		return err
	}
	var page graph.Page[graph.User]
	err = f.withSession(ctx, func() (err error) {
		page, err = f.eng.SearchUsers(ctx, text)
		return err
	})
	for {
		if err != nil {
			return err
		}
		if len(page.Items) == 0 {
			f.say("Nobody was found for that. The beginning of a name or of the address is enough.")
		}
		f.total(len(page.Items), page.Total)
		for _, u := range page.Items {
			f.say("  %s, %s", u.DisplayName, u.UserPrincipalName)
		}
		if !page.More() {
			return nil
		}
		n, cerr := f.choose(ctx, []option{{label: "More"}, {label: "Enough"}}, 2)
		if cerr != nil || n == 1 {
			return cerr
		}
		page, err = f.eng.NextUsers(ctx, page)
	}
}

// searchRegistrations looks registrations up on the server by the words of
// their names, a page at a time, and adopts the one that a person picks. None
// is taken by its name alone, and going back picks none.
func (f *front) searchRegistrations(ctx context.Context) error {
	name, err := f.ask(ctx, question{text: "Name to look for (empty: all)", empty: true,
		help: "Words of the name, as Entra shows it under \"App registrations\"; their beginnings are enough."})
	if err != nil {
		return err
	}
	var page graph.Page[graph.Application]
	err = f.withSession(ctx, func() (err error) {
		page, err = f.eng.SearchRegistrations(ctx, name)
		return err
	})
	for err == nil {
		if len(page.Items) == 0 {
			f.say("No registration has that in its name. One made in the last minutes may be missing; a deleted one is found by its id.")
			return nil
		}
		f.total(len(page.Items), page.Total)
		var options []option
		for _, a := range page.Items {
			label := a.DisplayName + ", " + a.AppID
			if a.CreatedDateTime != nil {
				label += ", made on " + text.Day(*a.CreatedDateTime)
			}
			options = append(options, option{label: label, does: func(ctx context.Context) error { return f.adopt(ctx, a.AppID) }})
		}
		back := len(options) + 1
		options = append(options, option{label: "None of these"})
		if page.More() {
			options = append(options, option{label: "More"})
		}
		n, cerr := f.choose(ctx, options, back)
		switch {
		case cerr != nil || n == back-1:
			return cerr
		case n < back-1:
			return options[n].does(ctx)
		}
		page, err = f.eng.NextRegistrations(ctx, page)
	}
	return err
}

// total says how much of a counted list is shown.
func (f *front) total(shown, all int) {
	if all > shown {
		f.say("The first %d of %d:", shown, all)
	}
}
