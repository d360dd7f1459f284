package rebuild

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// A Site is build A as a browser came to know it.
type Site struct {
	Origin     string                 // scheme://host:port; the only one that is rebuilt
	Exchanges  []observation.Exchange // of the session that knows the site
	CacheNames []string               // of the caches that it has
	Cached     []string               // URLs of what they hold
	Scripts    []string               // URLs of the workers' scripts

	// Get returns what the server answers for a URL of build A, as the browser
	// would be answered. It is called from several goroutines.
	Get func(ctx context.Context, url string) (*gateway.Response, error)
}

// Prepare reads build A and finds out how the site versions itself. It is an
// error when the site names no origin or the context ends; a text that cannot
// be read is a limit of the plan, or is not needed.
func Prepare(ctx context.Context, site Site) (*Plan, error) {
	origin, err := url.Parse(site.Origin)
	if err != nil || origin.Host == "" {
		return nil, fmt.Errorf("rebuild a site: %q is no origin", site.Origin)
	}
	if site.Get == nil {
		return nil, errors.New("rebuild a site: nothing to read it with")
	}
	site.Origin = origin.Scheme + "://" + origin.Host
	s := newSurvey(site, origin)
	s.readKnown(ctx)
	s.readImports(ctx)
	s.readOn(ctx)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read the texts of %s: %w", site.Origin, err)
	}
	s.protect()
	s.learnNames()
	s.learnQueries()
	return newPlan(s), nil
}

// isOwn reports whether the URL is of the site's origin.
func (s *survey) isOwn(u *url.URL) bool {
	return u.Scheme == s.origin.Scheme && hostPort(u) == hostPort(s.origin)
}

func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Hostname() + ":" + port
}

// resolve returns the absolute URL of a reference, without its fragment, if it
// is one of the site's.
func (s *survey) resolve(base, ref string) (string, bool) {
	from, err := url.Parse(base)
	if err != nil {
		return "", false
	}
	u, err := from.Parse(ref)
	if err != nil || !s.isOwn(u) {
		return "", false
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String(), true
}

// wasAnswered reports whether the browser got a whole answer of build A for the
// URL, or was told that it has it.
func wasAnswered(x observation.Exchange) bool {
	return x.Method == http.MethodGet && x.Outcome == observation.Answered && (x.Build == "A" || x.Build == "") &&
		(x.Status == http.StatusOK || x.Status == http.StatusNotModified)
}
