package reporter

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"

	"github.com/swcheck/swcheck/finding"
)

// A stateView is what a page was in one state of the world.
type stateView struct {
	Name    string // of the state
	Said    string // what the page showed
	Class   string // good, odd, bad or none
	Picture *pictureView
	Without string // why there is no picture
}

// A pictureView is a picture as the page's source.
type pictureView struct {
	Source        template.URL
	Width, Height int
}

// pictureTypes are those that cannot hold anything but pixels: a report may have
// been written by hand.
var pictureTypes = map[string]bool{"image/webp": true, "image/png": true, "image/jpeg": true}

// maxPictureSide bounds what a picture says of its own size.
const maxPictureSide = 4000

func newPicture(p *finding.Picture) *pictureView {
	if p == nil || !pictureTypes[p.Type] || len(p.Data) == 0 || p.Width <= 0 || p.Height <= 0 || p.Width > maxPictureSide || p.Height > maxPictureSide {
		return nil
	}
	source := "data:" + p.Type + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
	return &pictureView{Source: template.URL(source), Width: p.Width, Height: p.Height}
}

// States are what a page was in each state of the world that it was seen in.
func (v reportView) States(p finding.Page) []stateView {
	states := []stateView{{"online", v.online(p.Online), "none", newPicture(p.Online.Picture), noPictureWords(p.Online.NoPicture)}}
	add := func(name string, r *finding.PageResult, said, class string) {
		if r != nil {
			states = append(states, stateView{name, said, class, newPicture(r.Picture), noPictureWords(r.NoPicture)})
		}
	}
	add("offline", p.Offline, v.offline(p.Offline), v.Opens(p.Offline))
	add("on lie-fi", p.LieFi, v.LieFi(p.LieFi), v.OnLieFi(p.URL, p.LieFi))
	add("after a deploy", p.Deployed, v.Deployed(p.Deployed), v.Freshness(p.Deployed))
	return states
}

// noPictureWords tell why there is no picture.
func noPictureWords(why finding.NoPicture) string {
	switch why {
	case finding.PictureLimit:
		return "not pictured: enough pictures were taken"
	case finding.PictureFailed:
		return "not pictured: the browser gave no picture"
	}
	return "not pictured in this state"
}

// LeftOut tells of what has no picture because enough were taken.
func (v reportView) LeftOut() string {
	pages, states := 0, 0
	for _, p := range v.Pages {
		limited := limitedIn(p)
		states += limited
		if limited > 0 && !v.pictured(p) {
			pages++
		}
	}
	switch {
	case pages > 0:
		return verb(pages, "has no picture", "have no picture") + ", because as many are shown as the audit allows"
	case states > 0:
		return "Pages are not pictured in every state, because as many pictures are shown as the audit allows"
	}
	return ""
}

// limitedIn is in how many states the page has no picture because of the limit.
func limitedIn(p finding.Page) (states int) {
	if p.Online.NoPicture == finding.PictureLimit {
		states++
	}
	for _, r := range []*finding.PageResult{p.Offline, p.LieFi, p.Deployed} {
		if r != nil && r.NoPicture == finding.PictureLimit {
			states++
		}
	}
	return states
}

// Pictured are the pages with pictures to be looked at side by side.
func (v reportView) Pictured() []finding.Page {
	var found []finding.Page
	for _, p := range v.Pages {
		if v.pictured(p) {
			found = append(found, p)
		}
	}
	return found
}

func (v reportView) pictured(p finding.Page) bool {
	return slices.ContainsFunc(v.States(p), func(s stateView) bool { return s.Picture != nil })
}

// HasLieFi and HasDeployed tell whether any page was seen so.
func (v reportView) HasLieFi() bool {
	return v.anyPage(func(p finding.Page) bool { return p.LieFi != nil })
}
func (v reportView) HasDeployed() bool {
	return v.anyPage(func(p finding.Page) bool { return p.Deployed != nil })
}

func (v reportView) anyPage(holds func(finding.Page) bool) bool {
	for _, p := range v.Pages {
		if holds(p) {
			return true
		}
	}
	return false
}

// LieFi tells what a page showed on lie-fi, and when.
func (v reportView) LieFi(r *finding.PageResult) string {
	if r == nil {
		return ""
	}
	said := v.offline(r)
	if r.FirstContentMs > 0 {
		said += fmt.Sprintf(", first content after %.1f\u00a0s", r.FirstContentMs/1000)
	}
	return said
}

// Deployed tells what a page showed at its first load after a deploy.
func (v reportView) Deployed(r *finding.PageResult) string {
	switch {
	case r == nil:
		return ""
	case r.Shows != finding.ShowsPage:
		return v.offline(r)
	case r.Age == finding.AgeFresh:
		return "the new build"
	case r.Age == finding.AgeStale:
		return "of the former build, all or a part"
	}
	return "of a build that nothing tells"
}

// Freshness is that as a class. One load with the former build is how many sound
// sites work.
func (v reportView) Freshness(r *finding.PageResult) string {
	switch {
	case r == nil:
		return "none"
	case r.Shows != finding.ShowsPage:
		return v.Opens(r)
	case r.Age == finding.AgeFresh:
		return "good"
	}
	return "odd"
}
