package gateway

import (
	"net/http"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	registerFault(observation.Offline, func(*http.Request, gate, *period) (*http.Response, error) { return nil, errCut })
}
