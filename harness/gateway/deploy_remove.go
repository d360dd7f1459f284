package gateway

import "net/http"

// remove answers 404 for what is gone in the new build.
func remove(gone urlMap[struct{}]) step {
	return func(req *http.Request, _ fetcher) (*answer, error) {
		if _, ok := gone.find(req.URL); !ok {
			return nil, nil
		}
		resp := page(req, http.StatusNotFound, htmlType, errorPage("404 Not Found"))
		return &answer{Response: resp, played: true}, nil
	}
}
