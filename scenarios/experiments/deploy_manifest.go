package experiments

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// manifestLimit is how long a worker's own look for a new build is waited for.
// Angular's looks when nothing was asked of it for 5 s after a navigation.
//
// Source: https://github.com/angular/angular/blob/main/packages/service-worker/worker/src/driver.ts
const manifestLimit = 8 * time.Second

// isManifest reports whether the exchange is a look for a new build by a worker
// whose script is the same in all of them.
func isManifest(x observation.Exchange) bool {
	path, _ := splitQuery(x.URL)
	return strings.HasSuffix(path, "/ngsw.json")
}

// awaitManifest waits, once after a deploy, until a worker has looked for a new
// build by itself and stored what it found, where it is one that does.
func (r *round) awaitManifest(ctx context.Context) error {
	if !slices.ContainsFunc(r.session.Exchanges(), isManifest) ||
		slices.ContainsFunc(r.session.ExchangesSince(r.seen.Last), isManifest) {
		return nil
	}
	r.step("waits for the worker to look for a new build")
	bounded, cancel := context.WithTimeout(ctx, manifestLimit)
	defer cancel()
	_, err := r.session.AwaitExchange(bounded, r.seen.Last, "the worker's look for a new build", isManifest)
	if err == nil {
		err = within(bounded, versionLimit, r.session, harness.Idle)
	}
	if isLate(ctx, err) {
		return nil
	}
	return err
}
