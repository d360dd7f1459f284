package matchers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// HaveTitle matches a visit whose page has this title, in which a star stands
// for anything.
func HaveTitle(title string) types.GomegaMatcher {
	return ofPages(phrase{"have", fmt.Sprintf("the title %q", title)}, func(v observation.Visit) (verdict, error) {
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
	return ofPages(phrase{"show", "the text " + quoted(texts, " and ")}, func(v observation.Visit) (verdict, error) {
		if err := given("HaveText", "text", texts); err != nil {
			return verdict{}, err
		}
		missing := without(texts, func(text string) bool { return shown(v, text) })
		switch {
		case v.Text == "":
			return verdict{len(missing) == 0, phrase{"shows", "no text"}}, nil
		case len(missing) > 0 && len(texts) > 1:
			return verdict{false, phrase{"shows", fmt.Sprintf("no %s in the text %s", quoted(missing, " and "), excerpt(v.Text, ""))}}, nil
		}
		return verdict{len(missing) == 0, phrase{"shows", "the text " + excerpt(v.Text, "")}}, nil
	})
}

// LackText matches a visit whose page shows none of the texts. White space is
// folded, and letters must agree in case.
func LackText(texts ...string) types.GomegaMatcher {
	return ofPages(phrase{"show", "no " + quoted(texts, " and no ") + " in its text"}, func(v observation.Visit) (verdict, error) {
		if err := given("LackText", "text", texts); err != nil {
			return verdict{}, err
		}
		there := without(texts, func(text string) bool { return !shown(v, text) })
		switch {
		case v.Text == "":
			return verdict{true, phrase{"shows", "no text"}}, nil
		case len(there) > 0:
			return verdict{false, phrase{"shows", fmt.Sprintf("%q in the text %s", there[0], excerpt(v.Text, there[0]))}}, nil
		}
		return verdict{true, phrase{"shows", "the text " + excerpt(v.Text, "")}}, nil
	})
}

func shown(v observation.Visit, text string) bool {
	return strings.Contains(inOneLine(v.Text), inOneLine(text))
}

func without(texts []string, is func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(texts), is)
}

func quoted(texts []string, between string) string {
	all := make([]string, 0, len(texts))
	for _, text := range texts {
		all = append(all, fmt.Sprintf("%q", text))
	}
	return strings.Join(all, between)
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
	return ofPages(phrase{"end", "at " + url}, func(v observation.Visit) (verdict, error) {
		return verdict{fitsURL(url, address(v)), phrase{"ended", "at " + address(v)}}, nil
	})
}
