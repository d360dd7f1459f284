package experiments

import (
	"context"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/freshness"
	"github.com/swcheck/swcheck/observation/likeness"
)

// fresh reports whether nothing that the visit showed is left over from the
// former build, as far as that is known, or could be without anybody knowing.
func (r *round) fresh(ctx context.Context, v observation.Visit) bool {
	return r.now.fresh(ctx, v) && !r.untold(ctx, v)
}

// untold reports whether nothing tells the build of a part of the visit, because
// the worker made it anew of what it had fetched.
func (r *round) untold(ctx context.Context, v observation.Visit) bool {
	var urls []string
	for _, q := range freshness.Shown(v) {
		if q.Exchange == 0 && likeness.ByWorker(q.ServedBy) {
			urls = append(urls, q.URL)
		}
	}
	if len(urls) == 0 {
		return false
	}
	r.now.ask(ctx, urls)
	build := freshness.Build{Log: r.session.Log(), Last: r.seen.Last, Now: map[string]observation.Content{}, Before: r.before}
	for _, url := range urls {
		if content, ok := r.now.get(url); ok {
			build.Now[likeness.WithoutFragment(url)] = content
		}
	}
	return len(build.Untold(v)) > 0
}
