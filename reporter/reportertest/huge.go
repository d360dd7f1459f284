package reportertest

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand"

	"github.com/swcheck/swcheck/finding"
)

// Huge is a site with 200 pages and 5,000 stored entries, each page with a
// trail; with as many pictures and events as an audit takes.
func Huge() finding.Report {
	var pages []finding.Page
	for i := range 200 {
		path := fmt.Sprintf("/archive/%d/talk", i)
		pages = append(pages, page(path, fmt.Sprintf("Talk %d", i), finding.StaleWhileRevalidate, stored("Talk")))
	}
	for i := range 15 {
		pages[i].Online.Picture, pages[i].Offline.Picture = noise(int64(i)), noise(int64(i))
		lieFi, deployed := *pages[i].Offline, *pages[i].Offline
		pages[i].LieFi, pages[i].Deployed = &lieFi, &deployed
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
	life := finding.Timeline{Session: "deploy"}
	for i := range 300 {
		life.Events = append(life.Events, finding.Event{
			AtMs: float64(10 * i), DurationMs: 8, Kind: finding.EventRequest, By: finding.ByWorker, Status: 200,
			URL: r.Caches[0].Entries[i].URL, Exchange: i + 1,
		})
	}
	r.Timelines = []finding.Timeline{life}
	return r
}

// noise is a picture that does not compress: as large as one of a page.
func noise(seed int64) *finding.Picture {
	drawn := image.NewGray(image.Rect(0, 0, 120, 100))
	_, _ = rand.New(rand.NewSource(seed)).Read(drawn.Pix) // it always reads all
	var file bytes.Buffer
	if err := png.Encode(&file, drawn); err != nil {
		panic(err) // a picture of that size can be encoded
	}
	return &finding.Picture{Type: "image/png", Width: 120, Height: 100, Data: file.Bytes()}
}
