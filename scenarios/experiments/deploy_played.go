package experiments

import (
	"context"
	"strings"

	"github.com/swcheck/swcheck/harness/gateway/rebuild"
)

// play prepares a build that the gateway makes of the one that was seen. It is
// needed for the target's own deploys too: it knows what the texts of the first
// build name and nobody has asked for.
func (d *deploying) play(ctx context.Context) (*rebuild.Plan, error) {
	site := rebuild.Site{
		Origin: strings.TrimSuffix(resolve(d.Target.URL, "/"), "/"), Exchanges: d.session.Exchanges(),
		Scripts: workerScripts(d.session), Get: d.session.Peek,
	}
	for _, cache := range d.seen.Caches {
		site.CacheNames = append(site.CacheNames, cache.Name)
		for _, entry := range cache.Entries {
			site.Cached = append(site.Cached, entry.URL)
		}
	}
	return rebuild.Prepare(ctx, site)
}
