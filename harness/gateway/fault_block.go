package gateway

import (
	"net/http"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	registerFault(observation.Block, func(req *http.Request, _ gate, p *period) (*http.Response, error) {
		if p.blocks(HostPort(req.URL)) {
			return nil, errBlocked
		}
		return nil, nil
	})
}
