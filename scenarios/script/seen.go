package script

import (
	"context"
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// seen tells in a few words what the page is, for who cannot look at it: what it
// was after the last step that led there, or what it is now where no step did,
// because the steps began on a page that was open already, as a logout does.
func (r *Run) seen(ctx context.Context) string {
	if r.shown.ID != 0 {
		return seen(r.shown)
	}
	if r.Session.Location() == "" {
		return "no page was visited before; begin with visit"
	}
	open, err := r.Session.Look(ctx)
	if err != nil || open.Title == "" {
		return "the page was open when the steps began"
	}
	return fmt.Sprintf("the page was open when the steps began, and is titled %q", open.Title)
}

func seen(v observation.Visit) string {
	switch {
	case v.Error != "":
		return "the page before failed with " + v.Error
	case !v.Settled:
		return fmt.Sprintf("the page %q had not settled, and was waiting for %s", v.Title, strings.Join(v.WaitingFor, ", "))
	case v.Status >= 400:
		return fmt.Sprintf("the page %q was answered with status %d", v.Title, v.Status)
	}
	return fmt.Sprintf("the page is titled %q", v.Title)
}
