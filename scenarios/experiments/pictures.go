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
// side. Which of them it shows is chosen when all is known: pages are visited
// side by side, and nobody knows before which of them are visited in most states.
type Pictures struct {
	most  int
	mu    sync.Mutex
	pages map[string]bool // those that are pictured
}

// NewPictures takes what is needed to show so many pictures, which is of no more
// pages than that.
func NewPictures(most int) *Pictures {
	return &Pictures{most: most, pages: map[string]bool{}}
}

// of reports whether the page is pictured.
func (p *Pictures) of(url string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	url = withoutFragment(url)
	if len(p.pages) < p.most {
		p.pages[url] = true
	}
	return p.pages[url]
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
