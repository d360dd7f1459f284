package experiments

import (
	"bytes"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// keepRegistrations keeps the bodies of the target's own pages and scripts: how
// a worker is registered (updateViaCache, for one) shows nowhere but in the
// code that does it.
func keepRegistrations(target string) func(*harness.SessionOptions) {
	return func(o *harness.SessionOptions) {
		o.KeepBody = func(e observation.Exchange) bool {
			kind := e.ResponseHeader.Get("Content-Type")
			return sameOrigin(e.URL, target) && !e.IsWorkerScript() &&
				(observation.IsHTML(kind) || observation.IsJavaScript(kind))
		}
	}
}

// dropOtherBodies lets go of the bodies that register nothing.
func dropOtherBodies(log []observation.Exchange) {
	for i := range log {
		if !bytes.Contains(log[i].Body, []byte("serviceWorker")) {
			log[i].Body = nil
		}
	}
}
