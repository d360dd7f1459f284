package gateway

import (
	"fmt"
	"net/http"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	registerFault(observation.Status, func(req *http.Request, _ gate, p *period) (*http.Response, error) {
		return statusPage(req, p.Status), nil
	})
}

func statusPage(req *http.Request, status int) *http.Response {
	if status < 200 || status > 599 {
		status = http.StatusServiceUnavailable
	}
	title := fmt.Sprintf("%d %s", status, http.StatusText(status))
	return page(req, status, htmlType, errorPage(title))
}
