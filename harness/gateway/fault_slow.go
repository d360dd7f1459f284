package gateway

import (
	"net/http"

	"github.com/swcheck/swcheck/observation"
)

// The latency comes before the answer; the throughput is kept while its body is
// copied.
func init() {
	registerFault(observation.Slow, func(_ *http.Request, pass gate, p *period) (*http.Response, error) {
		return nil, pass.wait(p, p.Latency)
	})
}
