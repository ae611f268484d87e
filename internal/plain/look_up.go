package plain

import (
	"context"

	"ssowizard/internal/graph"
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

// total says how much of a counted list is shown.
func (f *front) total(shown, all int) {
	if all > shown {
		f.say("The first %d of %d:", shown, all)
	}
}
