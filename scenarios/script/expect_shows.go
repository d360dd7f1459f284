package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "shows", About: "what the page is: the page that was asked for, the fallback, a shell without its content, another page, the browser's error page, or blank",
		Example: "shows: page",
		Schema:  orVariable(map[string]any{"enum": anyOf(shownWords)}),
		Parse:   parseShows,
	})
}

var shownWords = []string{
	string(likeness.ShowsPage), string(likeness.ShowsFallback), string(likeness.ShowsShell),
	string(likeness.ShowsOther), string(likeness.ShowsError), string(likeness.ShowsBlank),
}

func parseShows(_ Reading, value source.Node) Check {
	word, _ := value.Word("kind of page", shownWords...)
	return ofPageWith(true, func(seen *Sight, page observation.Visit) matchers.Matcher {
		return matchers.Show(likeness.Shown(word), seen.known(page)...)
	})
}
