package reading

import (
	"net/http"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// Resources returns every URL of the target's own origin that a visited page
// used while the network was good, with the strategy by which the worker was
// seen to answer for it, sorted by URL. Assets of a build that was deployed
// meanwhile are not among them.
func Resources(o *observation.Observations, strategies *Strategies) []finding.Resource {
	origin := StartPage(o)
	byURL := map[string]*finding.Resource{}
	for _, v := range goodVisits(o) {
		page := WithoutFragment(v.URL)
		for _, r := range v.Requests {
			if r.Canceled || r.Method != http.MethodGet || !SameOrigin(r.URL, origin) {
				continue
			}
			url := WithoutFragment(r.URL)
			if byURL[url] == nil {
				byURL[url] = &finding.Resource{URL: url, Kind: kindOf(r), Strategy: strategies.Of(url), Pages: []string{}}
			}
			if used := byURL[url]; page != url && !slices.Contains(used.Pages, page) {
				used.Pages = append(used.Pages, page)
			}
		}
	}
	all := make([]finding.Resource, 0, len(byURL))
	for _, used := range byURL {
		slices.Sort(used.Pages)
		all = append(all, *used)
	}
	slices.SortFunc(all, func(a, b finding.Resource) int { return strings.Compare(a.URL, b.URL) })
	return all
}

// goodVisits returns the visits to pages that the site has, made online and
// before any deploy.
func goodVisits(o *observation.Observations) []observation.Visit {
	var all []observation.Visit
	if o.FirstVisit != nil {
		all = append(all, o.FirstVisit.Visit)
	}
	if ret := o.ReturnVisit; ret != nil {
		all = append(all, ret.First)
		if ret.Second != nil {
			all = append(all, *ret.Second)
		}
	}
	if o.Offline != nil {
		for _, p := range o.Offline.Pages {
			all = append(all, p.Online)
		}
	}
	if o.Deploy != nil {
		all = append(all, o.Deploy.Before...)
	}
	return all
}

func kindOf(r observation.Request) finding.ResourceKind {
	switch r.Destination {
	case "document", "iframe":
		return finding.KindDocument
	case "script", "worker":
		return finding.KindScript
	case "style":
		return finding.KindStyle
	case "image":
		return finding.KindImage
	case "font":
		return finding.KindFont
	case "fetch":
		return finding.KindData
	}
	return finding.KindOther
}
