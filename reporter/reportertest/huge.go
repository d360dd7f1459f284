package reportertest

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
)

// Huge is a site with 200 pages and 5,000 stored entries, each page with a
// trail.
func Huge() finding.Report {
	var pages []finding.Page
	for i := range 200 {
		path := fmt.Sprintf("/archive/%d/talk", i)
		pages = append(pages, page(path, fmt.Sprintf("Talk %d", i), finding.StaleWhileRevalidate, stored("Talk")))
	}
	r := base(activeWorker(), pages, Findings().Results...)
	steps := Explained().Trails[0].Steps
	for i := range 5 {
		c := finding.Cache{Name: fmt.Sprintf("parts-v%d", i)}
		for n := range 1000 {
			c.Entries = append(c.Entries, finding.CacheEntry{
				URL: fmt.Sprintf("%s/static/images/part-%04d.webp?size=%d", origin, n, i), Method: "GET", Status: 200,
				Type: "basic", Bytes: int64(1000 + n), Exchange: n + 1, Build: "A",
			})
		}
		r.Caches = append(r.Caches, c)
	}
	for _, p := range pages {
		r.ResourceTrails = append(r.ResourceTrails, finding.Trail{URL: p.URL, Steps: steps})
	}
	for _, e := range r.Caches[0].Entries[:800] {
		r.ResourceTrails = append(r.ResourceTrails, finding.Trail{URL: e.URL, Steps: steps})
	}
	return r
}
