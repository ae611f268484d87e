package explain

import (
	"slices"
	"strings"

	"ssowizard/assets"
	"ssowizard/internal/setup"
)

// refusalsIn finds pages and banners of Microsoft's that show no number, by their
// words. A page that stands for a number counts only where no number was read.
func (r *reading) refusalsIn(text string) {
	low := strings.ToLower(strings.Join(strings.Fields(text), " "))
	tight := strings.ReplaceAll(low, " ", "") // a page in Japanese or Chinese wraps within a phrase
	says := func(p string) bool {
		return strings.Contains(low, p) || !strings.Contains(p, " ") && strings.Contains(tight, p)
	}
	for _, x := range assets.Refusals() {
		named := slices.Contains(r.words, x.Code)
		if !named && !slices.ContainsFunc(x.Phrases, says) {
			continue
		}
		switch {
		case x.Finding != "":
			r.finding(setup.Code(x.Finding))
		case x.Number != 0 && len(r.numbers) == 0:
			r.numbers = append(r.numbers, x.Number)
		case x.Meaning != "" && len(r.refusals) < mostCodes:
			r.refusals = append(r.refusals, x)
		}
	}
}

// familiesIn finds the codes of other services.
func (r *reading) familiesIn(text string) {
	text = aGUID().ReplaceAllString(text, " ") // whose parts look like such codes
	for _, f := range assets.Families() {
		for _, code := range f.In(text) {
			if code = strings.ToUpper(code); len(r.foreign) < mostCodes &&
				!slices.ContainsFunc(r.foreign, func(x Topic) bool { return x.Code == code }) {
				r.foreign = append(r.foreign, Topic{Code: code, Kind: TopicForeign, Known: true,
					Meaning: f.Meaning, Remedy: f.Remedy})
			}
		}
	}
}

func refusalTopic(x assets.Refusal) Topic {
	return Topic{Code: x.Code, Kind: TopicPage, Known: true, Meaning: x.Meaning,
		Cause: x.Cause, Remedy: x.Remedy}
}
