package harness

import (
	"context"

	"github.com/swcheck/swcheck/harness/gateway/rebuild"
	"github.com/swcheck/swcheck/observation"
)

// Rebuild finds out how the site of the session's Base versions itself, from
// what the session has seen of it and what its caches hold, so that deploys of
// it can be played with [Session.Deploy]. It reads texts of the site that are
// not known yet; the session's log does not know of that.
func (s *Session) Rebuild(ctx context.Context, caches []observation.Cache) (*rebuild.Plan, error) {
	site := rebuild.Site{Origin: origin(s.base), Exchanges: s.Exchanges(), Get: s.Peek}
	for _, x := range site.Exchanges {
		if x.IsWorkerScript() {
			site.Scripts = append(site.Scripts, x.URL)
		}
	}
	for _, cache := range caches {
		site.CacheNames = append(site.CacheNames, cache.Name)
		for _, entry := range cache.Entries {
			site.Cached = append(site.Cached, entry.URL)
		}
	}
	return rebuild.Prepare(ctx, site)
}
