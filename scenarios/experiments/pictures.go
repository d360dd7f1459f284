package experiments

import (
	"context"
	"sync"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// pictureWidth is how wide the pictures of a report are, in pixels.
const pictureWidth = 480

// Pictures are taken of pages at the end of visits that a report shows side by
// side, so many at most.
type Pictures struct {
	mu    sync.Mutex
	room  int            // for pages that are not expected yet, in pictures
	pages map[string]int // those expected, with the pictures that are left to them
}

// The page at the target's URL and the first one that it links to are visited in
// more states than the others: these are online and offline, and those on lie-fi
// and after the deploy as well.
const (
	muchVisited = 2
	moreStates  = 4
	fewStates   = 2
)

// NewPictures lets so many pictures be taken: of few pages in all their states
// rather than of many as they are online, which all are visited first.
func NewPictures(most int) *Pictures {
	return &Pictures{room: most, pages: map[string]int{}}
}

// expect keeps pictures for pages, in this order: pages are visited side by side,
// and the one that comes to rest first is not the one to be seen most. Those that
// are visited in more states are to be expected before all others.
func (p *Pictures) expect(urls ...string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, url := range urls {
		if url != "" {
			p.keep(withoutFragment(url))
		}
	}
}

func (p *Pictures) keep(url string) {
	if _, known := p.pages[url]; known {
		return
	}
	states := fewStates
	if len(p.pages) < muchVisited {
		states = moreStates
	}
	p.pages[url] = min(states, p.room)
	p.room -= p.pages[url]
}

// unexpect gives to others what was kept for something that turned out to be no
// page of the site.
func (p *Pictures) unexpect(url string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	url = withoutFragment(url)
	p.room += p.pages[url]
	p.pages[url] = 0
}

// of reports whether one more picture may be taken of the page.
func (p *Pictures) of(url string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	url = withoutFragment(url)
	p.keep(url)
	if p.pages[url] == 0 {
		return false
	}
	p.pages[url]--
	return true
}

// picture takes a picture of the visit that the tab still shows, where pictures
// are wanted. That a page cannot be pictured is no failure: the visit tells then
// why it has none.
func (s Setup) picture(ctx context.Context, tab *harness.Tab, v *observation.Visit) {
	if s.Pictures == nil {
		return
	}
	if !s.Pictures.of(v.URL) {
		v.NoPicture = observation.PictureLimit
		return
	}
	taken, err := tab.Picture(ctx, pictureWidth)
	if err != nil {
		v.NoPicture = observation.PictureFailed
		return
	}
	v.Picture = taken
}

// keepWithPicture is keep for a visit that is to be pictured.
func (s Setup) keepWithPicture(in **observation.Visit) func(context.Context, *harness.Tab, observation.Visit) error {
	return func(ctx context.Context, tab *harness.Tab, v observation.Visit) error {
		s.picture(ctx, tab, &v)
		*in = &v
		return nil
	}
}
