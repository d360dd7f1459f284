package gateway

import "net/http"

// replace answers with given responses.
func replace(responses urlMap[Response], build string) step {
	return func(req *http.Request, fetch fetcher) (*answer, error) {
		r, ok := responses.find(req.URL)
		if !ok || !isRead(req) {
			return nil, nil
		}
		return &answer{Response: respond(req, r, build, fetch), played: true}, nil
	}
}
