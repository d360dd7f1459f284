package gateway

import (
	"fmt"
	"net/http"

	"github.com/swcheck/swcheck/observation"
)

// A faultFunc is what a state of the wire does to a request before it leaves:
// an answer of the gateway's own, an error, or neither when it may pass.
type faultFunc func(req *http.Request, pass gate, p *period) (*http.Response, error)

// faults has the state's fault, each registered by a file of its own. Online
// has none, and neither has a state that shows only in the answer.
var faults = map[observation.Network]faultFunc{}

func registerFault(n observation.Network, f faultFunc) {
	if _, taken := faults[n]; taken {
		panic(fmt.Sprintf("the fault %s is registered twice", n))
	}
	faults[n] = f
}

// fault does to a request what the state of the wire does to it.
func fault(req *http.Request, pass gate) (*http.Response, error) {
	p := pass.entry.world.period
	if f := faults[p.Network]; f != nil {
		return f(req, pass, p)
	}
	return nil, nil
}
