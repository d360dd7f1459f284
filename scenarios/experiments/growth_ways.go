package experiments

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// choose finds URLs that the worker keeps copies of, and the cheapest way to
// ask for them: a worker may treat what scripts ask for as it treats pages.
func (g *growing) choose(ctx context.Context) (found bool, err error) {
	g.step("looks what the worker keeps")
	page := g.start
	if len(g.pages) > 0 {
		page = g.pages[0]
	}
	ofPage := withQueries(page)
	keeps, err := g.trial(ctx, g.navigate, ofPage(1))
	if err != nil {
		return false, err
	}
	if keeps != "" {
		g.seen.Page, g.seen.How, g.next, g.ask = page, "navigate", ofPage, g.navigate
		alike, err := g.trial(ctx, g.fetch, ofPage(1))
		if alike == keeps {
			g.seen.How, g.ask = "fetch", g.fetch
		}
		return true, err
	}
	if data := g.data(); data != "" {
		ofData := withQueries(data)
		if keeps, err = g.trial(ctx, g.fetch, ofData(1)); err != nil {
			return false, err
		}
		if keeps != "" {
			g.seen.Page, g.seen.How, g.next, g.ask = data, "fetch", ofData, g.fetch
			return true, nil
		}
	}
	g.seen.How, g.next, g.ask = "navigate", inOrder(g.pages), g.navigate
	return len(g.pages) > 0, nil
}

// data returns the URL of data that a page of the site asked for, or "".
func (g *growing) data() string {
	scripts := workerScripts(g.session)
	for _, e := range g.session.Exchanges() {
		byPage := !slices.Contains(scripts, e.RequestHeader.Get("Referer"))
		if byPage && e.Destination() == "empty" && e.Method == http.MethodGet && e.Status == http.StatusOK && sameOrigin(e.URL, g.Target.URL) {
			return e.URL
		}
	}
	return ""
}

// trial asks for URLs in a way, and returns the name of the cache that has more
// entries afterwards, or "".
func (g *growing) trial(ctx context.Context, ask func(context.Context, []string) error, urls []string) (string, error) {
	before, err := g.atRest(ctx)
	if err != nil {
		return "", err
	}
	if err := ask(ctx, urls); err != nil {
		return "", err
	}
	after, err := g.atRest(ctx)
	had := map[string]int{}
	for _, c := range before {
		had[c.Name] = len(c.Entries)
	}
	for _, c := range after {
		if len(c.Entries) > had[c.Name] {
			return c.Name, err
		}
	}
	return "", err
}

func (g *growing) navigate(ctx context.Context, urls []string) error {
	jobs := make([]job, len(urls))
	for i, url := range urls {
		jobs[i] = job{url, func(context.Context, *harness.Tab, observation.Visit) error { return nil }}
	}
	return g.crew.work(ctx, nil, jobs)
}

// fetchAll asks for all of the URLs at once.
const fetchAll = `(urls => Promise.all(urls.map(u => fetch(u).then(r => r.arrayBuffer()).catch(() => 0))).then(all => all.length))`

// fetch asks from the page that the session's first tab shows.
func (g *growing) fetch(ctx context.Context, urls []string) error {
	list, err := json.Marshal(urls)
	if err != nil {
		return err
	}
	_, err = g.session.Evaluate(ctx, fmt.Sprintf("%s(%s)", fetchAll, list))
	return err
}
