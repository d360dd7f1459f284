package scenarios

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// maxFailed is how many failed requests of a page the report lists.
const maxFailed = 50

func foldPages(o *observation.Observations, strategies *reading.Strategies) []finding.Page {
	pages := []finding.Page{}
	for _, use := range pageUses(o) {
		page := finding.Page{URL: use.URL, Online: foldOnline(use.Online), Strategy: strategies.Of(use.URL)}
		if use.Offline != nil {
			page.Offline = foldUnderFault(o, use)
		}
		pages = append(pages, page)
	}
	return pages
}

// pageUses returns the pages that were visited, or else the start page as the
// first visit saw it.
func pageUses(o *observation.Observations) []observation.PageUse {
	switch {
	case o.Offline != nil && len(o.Offline.Pages) > 0:
		return o.Offline.Pages
	case o.FirstVisit != nil && o.FirstVisit.Visit.URL != "":
		return []observation.PageUse{{URL: o.FirstVisit.Visit.URL, Online: o.FirstVisit.Visit, Offline: o.FirstVisit.OfflineAfter}}
	}
	return nil
}

func foldOnline(v observation.Visit) finding.PageOnline {
	ready, _ := reading.Ready(v, v)
	return finding.PageOnline{Status: v.Status, ServedBy: string(v.ServedBy), Title: v.Title, Ready: ready}
}

func foldUnderFault(o *observation.Observations, use observation.PageUse) *finding.PageResult {
	v := *use.Offline
	ready, _ := reading.Ready(v, use.Online)
	return &finding.PageResult{
		Status: v.Status, ServedBy: string(v.ServedBy), Cache: v.Cache, Title: v.Title, Ready: ready,
		Shows: reading.Shows(o, use, v), Error: v.Error, Failed: foldFailed(v),
	}
}

func foldFailed(v observation.Visit) []finding.FailedRequest {
	var failed []finding.FailedRequest
	known := map[string]bool{}
	for _, r := range v.Requests {
		if r.Document || !r.Failed() || known[r.URL] || len(failed) == maxFailed {
			continue
		}
		known[r.URL] = true
		reason := r.Error
		if reason == "" {
			reason = fmt.Sprintf("HTTP %d", r.Status)
		}
		failed = append(failed, finding.FailedRequest{URL: r.URL, Error: reason})
	}
	return failed
}
