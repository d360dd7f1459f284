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
	left  int             // pictures
	pages map[string]bool // that are pictured
	most  int             // of them
}

// states are those in which a page may be pictured: online, offline, on lie-fi,
// after the deploy.
const states = 4

// NewPictures lets so many pictures be taken: of few pages in all their states
// rather than of many as they are online, which all are visited first.
func NewPictures(most int) *Pictures {
	return &Pictures{left: most, pages: map[string]bool{}, most: (most + states - 1) / states}
}

// of reports whether one more picture may be taken of the page.
func (p *Pictures) of(url string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	url = withoutFragment(url)
	if p.left == 0 || !p.pages[url] && len(p.pages) == p.most {
		return false
	}
	p.left--
	p.pages[url] = true
	return true
}

// picture takes a picture of the visit that the tab still shows, where pictures
// are wanted. That a page cannot be pictured is no failure: it has none then.
func (s Setup) picture(ctx context.Context, tab *harness.Tab, v *observation.Visit) {
	if s.Pictures == nil || !s.Pictures.of(v.URL) {
		return
	}
	if taken, err := tab.Picture(ctx, pictureWidth); err == nil {
		v.Picture = taken
	}
}

// keepWithPicture is keep for a visit that is to be pictured.
func (s Setup) keepWithPicture(in **observation.Visit) func(context.Context, *harness.Tab, observation.Visit) error {
	return func(ctx context.Context, tab *harness.Tab, v observation.Visit) error {
		s.picture(ctx, tab, &v)
		*in = &v
		return nil
	}
}
