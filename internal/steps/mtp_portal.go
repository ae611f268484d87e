package steps

// openMTP opens the MTP portal, from every page that speaks of it.
var openMTP = way{"open-mtp", []PageID{Here}, func(w *Walk, _ any, _ Event) Move {
	return stay(Open{URL: w.state().portalURL()})
}}

var openMTPChoice = Choice{ID: "open-mtp", Title: "Open MTP portal", Key: "o", Quiet: true, Screen: true}
