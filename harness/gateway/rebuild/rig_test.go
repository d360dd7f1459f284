package rebuild_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/harness/gateway/rebuild"
	"github.com/swcheck/swcheck/observation"
)

// rig is a site behind a gateway, and what a browser would have seen of it.
type rig struct {
	*gateway.Gateway
	url    string
	client *http.Client

	mu    sync.Mutex
	asked []string // paths that reached the site

	scripts, cacheNames, cached []string
}

// open serves a site behind a gateway.
func open(site http.Handler) *rig {
	GinkgoHelper()
	r := &rig{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.mu.Lock()
		r.asked = append(r.asked, req.URL.RequestURI())
		r.mu.Unlock()
		site.ServeHTTP(w, req)
	}))
	DeferCleanup(server.Close)
	g, err := gateway.New(gateway.Options{KeepBody: func(x observation.Exchange) bool {
		// Some texts are at hand, and some must be asked for.
		return x.Build == "A" && !strings.HasSuffix(x.URL, "/")
	}})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(g.Close)
	r.Gateway, r.url = g, server.URL
	r.client = &http.Client{
		Transport: &http.Transport{
			Proxy:              http.ProxyURL(&url.URL{Scheme: "http", Host: g.Addr()}),
			DisableCompression: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	DeferCleanup(r.client.CloseIdleConnections)
	return r
}

// lastAsked returns what reached the site last.
func (r *rig) lastAsked() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked[len(r.asked)-1]
}

// get returns the answer and its body. Fields are names and values of header
// fields.
func (r *rig) get(ctx context.Context, path string, fields ...string) (*http.Response, string) {
	GinkgoHelper()
	return r.do(ctx, http.MethodGet, path, fields...)
}

func (r *rig) do(ctx context.Context, method, path string, fields ...string) (*http.Response, string) {
	GinkgoHelper()
	req, err := http.NewRequestWithContext(ctx, method, r.url+path, nil)
	Expect(err).NotTo(HaveOccurred())
	for i := 0; i < len(fields); i += 2 {
		req.Header.Set(fields[i], fields[i+1])
	}
	resp, err := r.client.Do(req)
	Expect(err).NotTo(HaveOccurred())
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	Expect(err).NotTo(HaveOccurred())
	return resp, string(body)
}

// browse asks for pages and assets as a browser does.
func (r *rig) browse(ctx context.Context, paths ...string) {
	GinkgoHelper()
	for _, path := range paths {
		r.get(ctx, path)
	}
}

// register asks for a worker's script as a browser does.
func (r *rig) register(ctx context.Context, script string, imports ...string) {
	GinkgoHelper()
	r.get(ctx, script, "Service-Worker", "script", "Sec-Fetch-Dest", "serviceworker")
	r.scripts = append(r.scripts, r.url+script)
	for _, path := range imports {
		r.get(ctx, path, "Referer", r.url+script, "Sec-Fetch-Dest", "script")
	}
}

// prepare makes the plan of what was seen.
func (r *rig) prepare(ctx context.Context) *rebuild.Plan {
	GinkgoHelper()
	plan, err := rebuild.Prepare(ctx, rebuild.Site{
		Origin: r.url, Exchanges: r.Exchanges(), CacheNames: r.cacheNames, Cached: r.cached, Scripts: r.scripts,
		Get: func(ctx context.Context, url string) (*gateway.Response, error) {
			return r.Peek(ctx, url, http.Header{})
		},
	})
	Expect(err).NotTo(HaveOccurred())
	return plan
}

// files are a site: bodies by path and query.
type files map[string]string

func (f files) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, ok := f[req.URL.RequestURI()]
	if !ok {
		body, ok = f[req.URL.Path]
	}
	w.Header().Set("Content-Type", typeOf(req.URL.Path))
	if !ok {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		body = "<h1>Not found</h1>"
	}
	_, _ = io.WriteString(w, body)
}

func typeOf(path string) string {
	for ending, kind := range map[string]string{
		".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".png": "image/png",
		".webmanifest": "application/manifest+json",
	} {
		if strings.HasSuffix(path, ending) {
			return kind
		}
	}
	return "text/html"
}

// match returns the first match of a pattern, which must be there.
func match(body, pattern string) string {
	GinkgoHelper()
	Expect(body).To(MatchRegexp(pattern))
	return regexp.MustCompile(pattern).FindString(body)
}
