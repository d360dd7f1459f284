package reading

import (
	"strings"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// NewWords returns what a page says to visitors while a new version waits that
// it did not say in the build that it still shows: as a rule, that there is a
// new version. It is "" where the text is as it was.
func (r Round) NewWords(page PageLoads) string {
	known := map[string]bool{}
	for _, v := range r.Before {
		if SameURL(v.URL, page.URL) {
			for _, word := range likeness.Words(v.Text) {
				known[word] = true
			}
		}
	}
	if len(known) == 0 {
		return ""
	}
	for _, load := range page.Loads {
		if load.Reopened {
			break
		}
		if said := unheard(load.Visit, known); said != "" {
			return said
		}
	}
	return ""
}

// A prompt has a few words at least: a single one that is new is a clock or a
// counter.
const promptWords = 2

func unheard(v observation.Visit, known map[string]bool) string {
	for _, d := range v.Dialogs {
		if d.Kind == "confirm" || d.Kind == "alert" {
			return d.Message
		}
	}
	var said []string
	for _, word := range likeness.Words(v.Text) {
		if !known[word] && !hasDigit(word) {
			said = append(said, word)
		}
	}
	if len(said) < promptWords {
		return ""
	}
	return strings.Join(said[:min(len(said), 12)], " ")
}
