package experiments

import (
	"context"
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// probeImports asks for what the worker's script imports of the target's own
// origin: the code that bounds a cache often stands there.
func (g *growing) probeImports(ctx context.Context) {
	known := workerScripts(g.session)
	for _, x := range g.session.Exchanges() {
		destination := x.Destination()
		isCode := destination == "script" || destination == "serviceworker"
		if !isCode || x.IsWorkerScript() || !sameOrigin(x.URL, g.Target.URL) || !slices.Contains(known, x.RequestHeader.Get("Referer")) {
			continue
		}
		known = append(known, x.URL) // which may import others
		g.Probes.Start(ctx, x.URL, observation.ProbeWorkerImport)
	}
}
