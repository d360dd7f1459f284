package reporter

import (
	"net/url"

	"github.com/swcheck/swcheck/finding"
)

// pageComplete judges page by page whether what was asked for in vain is missed.
const pageComplete = "offline/page-complete"

// lacking counts the parts that pages lacked in each state of the world: what
// they asked the site's own origin for and got no answer to. Other origins do not
// count, and neither does what a complete page asked for in vain offline: a beacon,
// or a picture that did not come online either.
func lacking(r finding.Report) map[*finding.PageResult]int {
	complete := map[string]bool{}
	for _, res := range r.Results {
		for _, p := range res.Pages {
			if res.Rule == pageComplete && p.Outcome == finding.Pass {
				complete[p.URL] = true
			}
		}
	}
	lacks := map[*finding.PageResult]int{}
	for _, p := range r.Pages {
		spared := map[string]bool{}
		if p.Offline != nil && complete[p.URL] {
			for _, f := range p.Offline.Failed {
				spared[f.URL] = true
			}
		}
		for _, state := range []*finding.PageResult{p.Offline, p.LieFi, p.Deployed} {
			if state != nil {
				lacks[state] = ownFailed(r.Target, state.Failed, spared)
			}
		}
	}
	return lacks
}

func ownFailed(target string, failed []finding.FailedRequest, spared map[string]bool) (count int) {
	base, err := url.Parse(target)
	if err != nil {
		return 0
	}
	for _, f := range failed {
		if u, err := url.Parse(f.URL); err == nil && sameOrigin(base, u) && !spared[f.URL] {
			count++
		}
	}
	return count
}

// lacks is how many parts of its own a page that opened did without.
func (t text) lacks(p *finding.PageResult) int {
	if !opens(p) {
		return 0
	}
	return t.lacking[p]
}

// whole reports whether the page opened with all of its parts.
func (t text) whole(p *finding.PageResult) bool { return opens(p) && t.lacks(p) == 0 }
