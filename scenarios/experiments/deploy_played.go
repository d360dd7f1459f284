package experiments

import (
	"context"

	"github.com/swcheck/swcheck/harness/gateway/rebuild"
)

// play prepares a build that the gateway makes of the one that was seen. It is
// needed for the target's own deploys too: it knows what the texts of the first
// build name and nobody has asked for.
func (d *deploying) play(ctx context.Context) (*rebuild.Plan, error) {
	return d.session.Rebuild(ctx, d.seen.Caches)
}
