package script

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// notePopups remembers what an act opened in tabs of its own. The browser closes
// them, because nothing saw them from their beginning: who served them could not
// be told.
func (r *Run) notePopups(v observation.Visit, moved bool) {
	if moved {
		r.popups = nil
	}
	if v.Kind == observation.Act { // what pages open by themselves is not what steps are after
		r.popups = append(r.popups, v.Popups...)
	}
}

// popupsClosed tells of the tabs that the page opened, and what to do about it; ""
// where there is none.
func (r *Run) popupsClosed() (what, advice string) {
	if len(r.popups) == 0 {
		return "", ""
	}
	last := r.popups[len(r.popups)-1]
	return fmt.Sprintf("the page opened %s in a tab of its own, which is not followed", strings.Join(r.popups, " and ")),
		"open it with new-tab: " + last
}

// followed says of failures that no more is known of that the page opened a tab:
// most likely what was expected is there.
func (r *Run) followed(failed expectationErrors) expectationErrors {
	what, advice := r.popupsClosed()
	for _, e := range failed {
		if what != "" && e.Advice == "" && e.URL != "" {
			e.Advice = what + ": " + advice + ", where that is what is meant"
		}
	}
	return failed
}
