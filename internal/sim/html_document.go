package sim

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// The pages that people see are built of nodes: each text and each attribute is escaped
// where it is written. A template of html/template would do it too, but it reads values
// by reflection, which keeps every method of every type in the binary (3 MB of 21).

// style is the look of every page: legible, and nobody's brand.
const style = `
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1b1b1f;background:#f3f3f6}
.practice{background:#5a3d00;color:#fff;padding:.5rem 1rem;text-align:center}
main{max-width:44rem;margin:2rem auto;padding:1.5rem 2rem;background:#fff;
border:1px solid #d0d0d8;border-radius:6px}
.brand{color:#55555f;margin:0 0 .5rem}
h1{font-size:1.4rem;margin:.2rem 0 1rem}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
label{display:block;margin:.6rem 0}
input[type=text],input[type=password],select{font:inherit;width:100%;box-sizing:border-box;
padding:.4rem;border:1px solid #75757f;border-radius:4px}
button,.button{font:inherit;padding:.45rem 1.1rem;margin:.8rem .5rem 0 0;border:1px solid #1f5fbf;
border-radius:4px;background:#1f5fbf;color:#fff;cursor:pointer;text-decoration:none;display:inline-block}
button.second,.button.second{background:#fff;color:#1b1b1f;border-color:#75757f}
.refused{border-left:4px solid #b3261e;padding:.4rem .8rem;background:#fdeceb}
.good{border-left:4px solid #1b7a3d;padding:.4rem .8rem;background:#e9f6ee}
code,.uris{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
.tabs>input{position:absolute;opacity:0}
.tabs>label{display:inline-block;margin:0 .2rem 0 0;padding:.4rem .9rem;border:1px solid #d0d0d8;
border-bottom:none;border-radius:4px 4px 0 0;cursor:pointer}
.tabs>section{display:none;border:1px solid #d0d0d8;padding:1rem}
.tabs>input:focus-visible+label{outline:2px solid #1f5fbf}
#tab1:checked~#pane1,#tab2:checked~#pane2{display:block}
.tabs>input:checked+label{background:#e8eefa;font-weight:600}
`

// document is the frame that every page fills.
func document(p page, body g.Node) g.Node {
	return h.Doctype(h.HTML(h.Lang("en"),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.TitleEl(g.Text(p.Title+" · practice")),
			h.StyleEl(g.Raw(style)),
		),
		h.Body(
			h.P(h.Class("practice"), h.Style("margin:0"), h.Strong(g.Text("Practice")), g.Text(" · a "+
				"simulated tenant "+
				"on this computer. Nothing real is touched. Never type a real password here.")),
			h.Main(
				h.P(h.Class("brand"), g.Text(p.Brand)),
				h.H1(g.Text(p.Title)),
				g.Iff(p.Refusal != nil, func() g.Node {
					return h.P(h.Class("refused"), h.Strong(h.ID("aadsts"), g.Textf("AADSTS%d",
						p.Refusal.Code)),
						g.Text(": "+p.Refusal.Text))
				}),
				body,
			),
		),
	))
}

// address is where a link or a form leads: nothing but a web page.
func address(to string) string {
	if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "/") {
		return to
	}
	return "#"
}

// userCode hands a device code on that was typed on an earlier page.
func userCode(code string) g.Node {
	return g.If(code != "", h.Input(h.Type("hidden"), h.Name("user_code"), h.Value(code)))
}

// filled is a paragraph in a class, where there is something to say.
func filled(class, text string) g.Node { return g.If(text != "", h.P(h.Class(class), g.Text(text))) }

// textField is a line to be typed, under its name.
func textField(label, name, value string, more ...g.Node) g.Node {
	return h.Label(g.Text(label), h.Input(h.Type("text"), h.Name(name), h.Value(value), g.Group(more)))
}
