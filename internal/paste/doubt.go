package paste

import (
	"strconv"
	"strings"

	"ssowizard/internal/mtp"
)

// Doubt is a reason to look at a list before it is taken. A person who looks can
// take the list all the same; a run that can ask nobody stops.
type Doubt struct {
	Line int    // of the paste, from 1; 0 where the whole list is meant
	Text string // the piece of the paste, printable; "" where the whole list is meant
	URI  string // the address that was read from it, if one was
	Why  string // a sentence
}

// Doubts are all reasons, in the order of the paste and those about the whole list
// last: whatever was left out beside an address, mended in one, or makes the list
// unlike six common addresses and six of one host, FirstURI among them. A list
// without one was read as it was written, whatever surrounded it.
func (p Parsed) Doubts() []Doubt {
	var out []Doubt
	mended := p.Mended
	for _, d := range p.Dropped {
		if !d.Doubtful() {
			continue
		}
		for len(mended) > 0 && mended[0].Line <= d.Line {
			out, mended = append(out, mended[0].doubt()), mended[1:]
		}
		out = append(out, Doubt{Line: d.Line, Text: d.Text, Why: "Left out: " + d.Why() + "."})
	}
	for _, m := range mended {
		out = append(out, m.doubt())
	}
	for _, j := range mtp.Judge(p.URIs) {
		out = append(out, Doubt{URI: j.URI, Why: j.Text})
	}
	return out
}

// Why says why a piece was not taken, and which address it stood beside.
func (d Dropped) Why() string {
	if d.Near == "" {
		return d.Reason
	}
	return d.Reason + "; it stands beside " + d.Near
}

// Doubtful reports whether an address may have been lost with a piece.
func (d Dropped) Doubtful() bool {
	switch d.Kind {
	case DropShortened, DropNoScheme, DropBroken, DropRest, DropLink, DropRewritten, DropTooLong:
		return true
	case DropMarker, DropPunctuation, DropMarkup, DropText, DropDuplicate:
	}
	return d.Beside
}

func (m Mended) doubt() Doubt {
	return Doubt{Line: m.Line, Text: m.Text, URI: m.URI, Why: "Mended: " + strings.Join(m.Why, ", ") + "."}
}

// Notes say what was mended in a list and what was left out of it, a sentence for
// each, in the order of the paste. Decoration is not named.
func (p Parsed) Notes() []string {
	var out []string
	mended := p.Mended
	for _, d := range p.Dropped {
		if d.Kind.Noise() {
			continue
		}
		for len(mended) > 0 && mended[0].Line <= d.Line {
			out, mended = append(out, mended[0].note()), mended[1:]
		}
		text := "Line " + strconv.Itoa(d.Line) + ": left out"
		if d.Text != "" {
			text += ` "` + d.Text + `"`
		}
		out = append(out, text+" ("+d.Why()+")")
	}
	for _, m := range mended {
		out = append(out, m.note())
	}
	return out
}

func (m Mended) note() string {
	return "Line " + strconv.Itoa(m.Line) + ": mended " + m.URI + " (" + strings.Join(m.Why, ", ") + ")"
}
