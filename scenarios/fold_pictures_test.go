package scenarios

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/finding"
)

// TestPicturesAreOfTheStartPageAndThoseSeenInMostStates: pages are named by their
// states, a picture each.
func TestPicturesAreOfTheStartPageAndThoseSeenInMostStates(t *testing.T) {
	for most, want := range map[int][]int{
		1: {1, 0, 0, 0}, 2: {2, 0, 0, 0}, 4: {2, 0, 0, 2}, 6: {2, 0, 0, 4}, 8: {2, 2, 0, 4}, 9: {2, 2, 1, 4}, 20: {2, 2, 2, 4},
	} {
		pages := []finding.Page{picturedIn(2), picturedIn(2), picturedIn(2), picturedIn(4)}
		limitPictures(pages, most)
		var got []int
		for i := range pages {
			got = append(got, len(shots(&pages[i])))
		}
		if !slices.Equal(got, want) {
			t.Errorf("of %d pictures the pages have %v, not %v", most, got, want)
		}
		if most == 4 && (pages[1].Online.NoPicture != finding.PictureLimit || pages[3].Deployed.NoPicture != finding.PictureLimit || pages[3].Offline.NoPicture != "") {
			t.Errorf("why there is no picture: %+v, %+v", pages[1].Online, pages[3])
		}
	}
}

func picturedIn(states int) finding.Page {
	p := finding.Page{Online: finding.PageOnline{Picture: &finding.Picture{}}, Offline: &finding.PageResult{Picture: &finding.Picture{}}}
	if states > 2 {
		p.LieFi, p.Deployed = &finding.PageResult{Picture: &finding.Picture{}}, &finding.PageResult{Picture: &finding.Picture{}}
	}
	return p
}
