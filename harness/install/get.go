package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// A getter asks servers, and gives up one that falls silent.
type getter struct {
	client *http.Client
	stall  time.Duration // for which nothing may come
}

// defaultStall is long enough for a bad network, and for a proxy that looks for
// viruses first.
const defaultStall = 30 * time.Second

func newGetter(o Options) *getter {
	return &getter{stall: o.Stall, client: &http.Client{
		CheckRedirect: stayEncrypted,
		Transport: &http.Transport{
			Proxy:             o.Proxy,
			ForceAttemptHTTP2: true,
			// A checksum is of the bytes as they are stored.
			DisableCompression: true,
			// Each of two servers is asked once.
			DisableKeepAlives: true,
		},
	}}
}

var errDowngraded = errors.New("it leads from https to http")

// stayEncrypted refuses redirects that give up TLS: without it nothing vouches
// for what comes.
func stayEncrypted(req *http.Request, via []*http.Request) error {
	switch {
	case via[0].URL.Scheme == "https" && req.URL.Scheme != "https":
		return errDowngraded
	case len(via) >= 10:
		return errors.New("it redirects for ever")
	}
	return nil
}

// get returns the answer of a server that answers with 200. Reading its body
// fails when nothing comes for a while.
func (g *getter) get(ctx context.Context, address string) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	silence := fmt.Errorf("nothing came for %s", g.stall)
	timer := time.AfterFunc(g.stall, func() { cancel(silence) })
	end := func() {
		timer.Stop()
		cancel(nil)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		end()
		return nil, withoutURL(err)
	}
	res, err := g.client.Do(req)
	if err != nil {
		err = reasonOf(ctx, err)
		end()
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		end()
		return nil, fmt.Errorf("the server answered %s", res.Status)
	}
	res.Body = &watchedBody{ReadCloser: res.Body, ctx: ctx, timer: timer, stall: g.stall, end: end}
	return res, nil
}

// reasonOf returns why the context ended, where that is why it failed.
func reasonOf(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return withoutURL(err)
}

// withoutURL drops the words of url.Error that repeat the URL.
func withoutURL(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// watchedBody is a body that must go on coming.
type watchedBody struct {
	io.ReadCloser
	ctx   context.Context // why reading was ended stands in it
	timer *time.Timer
	stall time.Duration
	end   func()
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	switch {
	case err == nil:
		b.timer.Reset(b.stall)
	case err != io.EOF:
		err = reasonOf(b.ctx, err)
	}
	return n, err
}

func (b *watchedBody) Close() error {
	defer b.end()
	return b.ReadCloser.Close()
}
