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
		page.LieFi, page.Deployed = foldLieFi(o, use.URL), foldDeployed(o, use)
		pages = append(pages, page)
	}
	if o.Pictures > 0 {
		limitPictures(pages, o.Pictures)
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
	return finding.PageOnline{
		Status: v.Status, ServedBy: string(v.ServedBy), Title: v.Title, Ready: ready,
		Picture: foldPicture(v), NoPicture: finding.NoPicture(v.NoPicture),
	}
}

func foldPicture(v observation.Visit) *finding.Picture {
	if v.Picture == nil {
		return nil
	}
	return new(finding.Picture(*v.Picture))
}

func foldUnderFault(o *observation.Observations, use observation.PageUse) *finding.PageResult {
	return foldResult(*use.Offline, use.Online, reading.Shows(o, use, *use.Offline))
}

func foldResult(v, online observation.Visit, shows finding.Shows) *finding.PageResult {
	ready, _ := reading.Ready(v, online)
	return &finding.PageResult{
		Status: v.Status, ServedBy: string(v.ServedBy), Cache: v.Cache, Title: v.Title, Ready: ready,
		Shows: shows, Error: v.Error, Failed: foldFailed(v), FirstContentMs: v.Painted,
		Picture: foldPicture(v), NoPicture: finding.NoPicture(v.NoPicture),
	}
}

// foldLieFi tells what the page showed while the network took every request and
// answered none. Mostly one page was tried.
func foldLieFi(o *observation.Observations, url string) *finding.PageResult {
	if o.Faults == nil {
		return nil
	}
	session, fault, made := o.Faults.Find(observation.FaultLieFi)
	if !made || fault.Visited == nil || !reading.SameURL(session.Page.URL, url) {
		return nil
	}
	return foldResult(*fault.Visited, session.Page, reading.ShowsUnderFault(o, session, *fault.Visited))
}

// foldDeployed tells what the page showed at its first load after the first
// deploy.
func foldDeployed(o *observation.Observations, use observation.PageUse) *finding.PageResult {
	rounds := reading.Rounds(o)
	if len(rounds) == 0 {
		return nil
	}
	for _, page := range rounds[0].Pages() {
		if !reading.SameURL(page.URL, use.URL) {
			continue
		}
		load := page.Loads[0]
		result := foldResult(load.Visit, use.Online, showsOnline(load.Visit))
		if _, usable := reading.Usable(&load.Visit); usable && load.Visit.Error == "" {
			result.Age = ageOf(load)
		}
		return result
	}
	return nil
}

// showsOnline tells what a visit shows that may rightly differ from the one
// before, since the site is another one now.
func showsOnline(v observation.Visit) finding.Shows {
	switch {
	case v.Error != "":
		return finding.ShowsError
	case reading.Blank(v):
		return finding.ShowsBlank
	}
	return finding.ShowsPage
}

func ageOf(load reading.LoadAfter) finding.Age {
	switch {
	case len(load.Stale) > 0:
		return finding.AgeStale
	case len(load.Untold) > 0:
		return ""
	}
	return finding.AgeFresh
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
