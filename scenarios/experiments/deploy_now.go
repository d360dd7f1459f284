package experiments

import (
	"context"
	"net/http"
	"path"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

const (
	maxContents   = 200             // URLs of a round that are asked for anew
	contentsLimit = 5 * time.Second // of asking for some of them
	contentsAt    = 6               // once
)

// contents is what the server gives now, asked for once per URL.
type contents struct {
	session *harness.Session
	last    int // the last exchange of the former build

	mu    sync.Mutex
	known map[string]observation.Content
}

func newContents(session *harness.Session, last int) *contents {
	return &contents{session: session, last: last, known: map[string]observation.Content{}}
}

// of returns what the server gives for all that the visits showed of its origin,
// in the order in which it was shown.
func (c *contents) of(ctx context.Context, visits []observation.Visit) []observation.Content {
	var urls []string
	seen := map[string]bool{}
	for _, v := range visits {
		for _, q := range v.Requests {
			if c.comparable(q) && !seen[q.URL] {
				seen[q.URL] = true
				urls = append(urls, q.URL)
			}
		}
	}
	c.ask(ctx, urls)
	var now []observation.Content
	for _, url := range urls {
		if content, ok := c.get(url); ok {
			now = append(now, content)
		}
	}
	return now
}

// ask asks for the URLs that are not known yet, some at once.
func (c *contents) ask(ctx context.Context, urls []string) {
	ctx, cancel := context.WithTimeout(ctx, contentsLimit)
	defer cancel()
	var group errgroup.Group
	group.SetLimit(contentsAt)
	for _, url := range urls {
		if _, ok := c.get(url); ok || c.full() || ctx.Err() != nil {
			continue
		}
		group.Go(func() error {
			content := c.session.Now(ctx, url)
			c.mu.Lock()
			defer c.mu.Unlock()
			c.known[url] = content
			return nil
		})
	}
	_ = group.Wait() // none of them fails: that there is no answer is told
}

func (c *contents) get(url string) (observation.Content, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	content, ok := c.known[url]
	return content, ok
}

func (c *contents) full() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.known) >= maxContents
}

func (c *contents) comparable(q observation.Request) bool {
	return q.Method == http.MethodGet && sameOrigin(q.URL, c.session.Base())
}

// fresh reports whether nothing that the visit showed is left over from the
// former build, as far as that is known.
func (c *contents) fresh(ctx context.Context, v observation.Visit) bool {
	if v.Error != "" {
		return false
	}
	var old []observation.Request
	var urls []string
	for _, q := range v.Requests {
		// What the worker made carries no number. What the page took from the
		// HTTP cache is the site's own max-age, and no load changes that.
		if q.Exchange > 0 && q.Exchange <= c.last && c.comparable(q) && (q.ThroughWorker || q.ServedBy != observation.ByHTTPCache) {
			old, urls = append(old, q), append(urls, q.URL)
		}
	}
	if len(old) == 0 {
		return true
	}
	c.ask(ctx, urls)
	log := observation.SessionLog{Exchanges: c.session.Exchanges()}
	for _, q := range old {
		if now, _ := c.get(q.URL); now.SHA256 == "" || now.SHA256 != log.Content(q.Exchange) {
			return false
		}
	}
	return true
}

// askForMissing asks for an asset that no build has, beside a real one.
func (r *round) askForMissing(ctx context.Context) *observation.Probe {
	beside := ""
	for _, x := range r.session.Exchanges() {
		if d := x.Destination(); (d == "script" || d == "style") && x.Status == http.StatusOK && sameOrigin(x.URL, r.Target.URL) {
			beside = x.URL
			break
		}
	}
	if beside == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, contentsLimit)
	defer cancel()
	bare, _ := splitQuery(beside)
	url := unheardOf(folder(beside), r.Target.URL, path.Ext(bare))
	return new(r.session.Ask(ctx, url, beside, observation.ProbeMissingAsset))
}
