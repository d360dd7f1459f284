package experiments

import (
	"context"
	"net/http"
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// fresh reports whether nothing that the visit showed is left over from the
// former build, as far as that is known, or could be without anybody knowing.
func (r *round) fresh(ctx context.Context, v observation.Visit) bool {
	return r.now.fresh(ctx, v) && !r.untold(ctx, v)
}

// untold reports whether the visit shows the same words as the former build in a
// document that the worker made anew of one that it had fetched, so that no
// number tells its age, although the server gives another one now.
func (r *round) untold(ctx context.Context, v observation.Visit) bool {
	document, ok := lastDocument(v)
	if !ok || document.Exchange != 0 || document.Memory || document.Status != http.StatusOK {
		return false
	}
	if document.ServedBy != observation.ByCacheStorage && document.ServedBy != observation.ByWorker || r.newWords(v) {
		return false
	}
	former := r.formerContent(document.URL)
	if former == "" {
		return false
	}
	r.now.ask(ctx, []string{document.URL})
	now, _ := r.now.get(document.URL)
	return now.Status == http.StatusOK && now.SHA256 != former
}

func lastDocument(v observation.Visit) (observation.Request, bool) {
	for _, q := range slices.Backward(v.Requests) {
		if q.Document {
			return q, true
		}
	}
	return observation.Request{}, false
}

func (r *round) newWords(v observation.Visit) bool {
	return slices.ContainsFunc(r.before, func(before observation.Visit) bool {
		return before.URL == v.URL && before.Text != v.Text
	})
}

// formerContent returns what the server gave for the URL in the former build,
// where the worker was given it too: else it composes the page by itself.
func (r *round) formerContent(url string) string {
	scripts := workerScripts(r.session)
	former, fetched := "", false
	for _, x := range r.session.Exchanges() {
		if x.ID > r.seen.Last || withoutFragment(x.URL) != withoutFragment(url) {
			continue
		}
		controlled := len(r.before) > 0 && !x.Started.Before(r.before[0].Started)
		fetched = fetched || controlled || slices.Contains(scripts, x.RequestHeader.Get("Referer"))
		if x.Status == http.StatusOK && x.Content() != "" {
			former = x.Content()
		}
	}
	if !fetched {
		return ""
	}
	return former
}
