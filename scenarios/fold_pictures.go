package scenarios

import (
	"cmp"
	"slices"

	"github.com/swcheck/swcheck/finding"
)

// A shot is the place of a picture in a page's states.
type shot struct {
	picture **finding.Picture
	none    *finding.NoPicture
}

// limitPictures leaves so many pictures: of few pages in all their states rather
// than of many as they are online. The start page comes first, then those that
// were seen in most states.
func limitPictures(pages []finding.Page, most int) {
	ranked := make([][]shot, len(pages))
	for i := range pages {
		ranked[i] = shots(&pages[i])
	}
	if len(ranked) > 1 {
		slices.SortStableFunc(ranked[1:], func(a, b []shot) int { return cmp.Compare(len(b), len(a)) })
	}
	all := slices.Concat(ranked...)
	for _, left := range all[min(most, len(all)):] {
		*left.picture, *left.none = nil, finding.PictureLimit
	}
}

// shots returns the pictures of a page, in the order in which a report shows them.
func shots(p *finding.Page) []shot {
	all := []shot{{&p.Online.Picture, &p.Online.NoPicture}}
	for _, state := range []*finding.PageResult{p.Offline, p.LieFi, p.Deployed} {
		if state != nil {
			all = append(all, shot{&state.Picture, &state.NoPicture})
		}
	}
	return slices.DeleteFunc(all, func(s shot) bool { return *s.picture == nil })
}
