package matchers

import (
	"fmt"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// HaveTitle matches a visit whose page has this title, in which a star stands
// for anything.
func HaveTitle(title string) types.GomegaMatcher {
	return ofVisits(phrase{"have", fmt.Sprintf("the title %q", title)}, func(v observation.Visit) (verdict, error) {
		got := fmt.Sprintf("the title %q", v.Title)
		if v.Title == "" {
			got = "no title"
		}
		return verdict{fits(title, v.Title), phrase{"has", got}}, nil
	})
}

// HaveText matches a visit whose page shows all of the texts. White space is
// folded, and letters must agree in case.
func HaveText(texts ...string) types.GomegaMatcher {
	return ofVisits(phrase{"show", "the text " + quoted(texts, " and ")}, func(v observation.Visit) (verdict, error) {
		return verdict{len(missing(v, texts)) == 0, showing(v)}, nil
	})
}

// LackText matches a visit whose page shows none of the texts. White space is
// folded, and letters must agree in case.
func LackText(texts ...string) types.GomegaMatcher {
	return ofVisits(phrase{"show", "no text " + quoted(texts, " or ")}, func(v observation.Visit) (verdict, error) {
		return verdict{len(missing(v, texts)) == len(texts), showing(v)}, nil
	})
}

func missing(v observation.Visit, texts []string) []string {
	var all []string
	for _, text := range texts {
		if !strings.Contains(folded(v.Text), folded(text)) {
			all = append(all, text)
		}
	}
	return all
}

func folded(text string) string { return strings.Join(strings.Fields(text), " ") }

func quoted(texts []string, between string) string {
	all := make([]string, 0, len(texts))
	for _, text := range texts {
		all = append(all, fmt.Sprintf("%q", text))
	}
	return strings.Join(all, between)
}

func showing(v observation.Visit) phrase {
	if v.Text == "" {
		return phrase{"shows", "no text"}
	}
	return phrase{"shows", "the text " + excerpt(v.Text)}
}

// HaveStatus matches a visit whose document was answered with this HTTP status.
// It is 0 where nobody answered.
func HaveStatus(status int) types.GomegaMatcher {
	return ofVisits(phrase{"have", fmt.Sprintf("the status %d", status)}, func(v observation.Visit) (verdict, error) {
		got := fmt.Sprintf("the status %d", v.Status)
		if v.Status == 0 {
			got = "no status"
		}
		return verdict{v.Status == status, phrase{"has", got}}, nil
	})
}

// HaveURL matches a visit that ended at this URL, after redirects and whatever
// scripts made of it. A path stands for any origin, and a star for anything.
func HaveURL(url string) types.GomegaMatcher {
	return ofVisits(phrase{"end", "at " + url}, func(v observation.Visit) (verdict, error) {
		return verdict{fitsURL(url, address(v)), phrase{"ended", "at " + address(v)}}, nil
	})
}
