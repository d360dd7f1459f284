package gateway

import (
	"net/http"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	registerFault(observation.LieFi, func(_ *http.Request, pass gate, p *period) (*http.Response, error) { return nil, pass.hold(p) })
}
