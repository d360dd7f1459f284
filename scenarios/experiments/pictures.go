package experiments

import (
	"context"
	"sync/atomic"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// pictureWidth is how wide the pictures of a report are, in pixels.
const pictureWidth = 480

// Pictures are taken of pages at the end of visits that a report shows side by
// side, so many at most.
type Pictures struct{ left atomic.Int64 }

// NewPictures lets so many pictures be taken.
func NewPictures(most int) *Pictures {
	p := &Pictures{}
	p.left.Store(int64(most))
	return p
}

// picture takes a picture of the visit that the tab still shows, where pictures
// are wanted. A page that cannot be pictured has none: the visit says why.
func (s Setup) picture(ctx context.Context, tab *harness.Tab, v *observation.Visit) {
	if s.Pictures == nil || s.Pictures.left.Add(-1) < 0 {
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
