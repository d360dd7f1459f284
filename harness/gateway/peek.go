package gateway

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// peekRedirects bounds how many redirects a look follows, as browsers do.
const peekRedirects = 20

// Peek asks for a URL as the browser would be answered now: over the same wire,
// in the current build, with the header that is given, to which the configured
// one is added. It follows redirects within the origin. The log does not know of
// it, since the browser does not either.
//
// The body is decompressed, and bounded to 32 MiB.
func (g *Gateway) Peek(ctx context.Context, rawURL string, header http.Header) (*Response, error) {
	target, err := url.Parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("parse the URL to look at: %w", err)
	}
	for range peekRedirects {
		r, err := g.peek(ctx, target, header)
		if err != nil {
			return nil, fmt.Errorf("look at %s: %w", target, err)
		}
		next := redirect(target, r)
		if next == nil {
			return r, nil
		}
		target = next
	}
	return nil, fmt.Errorf("look at %s: more than %d redirects", rawURL, peekRedirects)
}

// redirect returns where the answer leads to, or nil where it is the end.
func redirect(from *url.URL, r *Response) *url.URL {
	switch r.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		next, err := from.Parse(r.Header.Get("Location"))
		if err == nil && originOf(next) == originOf(from) {
			return next
		}
	}
	return nil
}

func (g *Gateway) peek(ctx context.Context, target *url.URL, header http.Header) (*Response, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return nil, err
	}
	if header != nil {
		req.Header = header.Clone()
	}
	req = whole(req)
	if accepted := header.Get("Accept-Encoding"); accepted != "" {
		req.Header.Set("Accept-Encoding", accepted)
	}
	a, err := g.answer(req, g.unlogged(ctx, cancel))
	if err != nil {
		return nil, err
	}
	defer a.Body.Close()
	body, err := io.ReadAll(io.LimitReader(a.Body, maxOriginal+1))
	if err != nil {
		return nil, err
	}
	plain, err := decompress(encodingOf(a.Header), body)
	return &Response{Status: a.StatusCode, Header: a.Header, Body: plain}, err
}

// unlogged makes the gate of an exchange that stands in no log.
func (g *Gateway) unlogged(ctx context.Context, cut func()) gate {
	e := &entry{ledger: g.ledger, world: g.ledger.now(), cut: cut}
	e.x.Started, e.x.Outcome = time.Now(), observation.InFlight
	return gate{entry: e, ctx: ctx}
}
