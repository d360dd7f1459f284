package experiments

import (
	"context"
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// atEnd returns what the server gives now for all that the round showed, and for
// the worker's script, whose bytes tell whether there was a deploy at all. The
// start page is asked for once more: a new build that has stopped answering
// shows nothing, whatever it answered before.
func (r *round) atEnd(ctx context.Context) []observation.Content {
	now := r.now.of(ctx, r.shown())
	bounded, cancel := context.WithTimeout(ctx, contentsLimit)
	defer cancel()
	if script, ok := lastCheck(r.session, 0); ok {
		now = put(now, r.session.Now(bounded, script.URL))
	}
	// Where the audit itself is over, who does not answer is not to blame.
	if start := r.session.Now(bounded, r.start); start.Status == 0 && ctx.Err() == nil {
		now = put(now, start)
	}
	return now
}

// put adds a content, or puts it in the place of the one of its URL.
func put(all []observation.Content, content observation.Content) []observation.Content {
	same := func(c observation.Content) bool { return c.URL == content.URL }
	if at := slices.IndexFunc(all, same); at >= 0 {
		all[at] = content
		return all
	}
	return append(all, content)
}
