package experiments

import (
	"context"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// What campaigns and other sites add to links.
var trackingParameters = []string{
	"utm_source=newsletter&utm_medium=email",
	"fbclid=IwAR0swcheck",
	"gclid=Cj0KCswcheck",
}

// lookAround makes the offline visits.
func (use *offlineUse) lookAround(ctx context.Context) error {
	if !use.hasWorker() {
		// Every page shows the browser's error page; one shows it as well as ten.
		return use.visitOffline(ctx, use.pageJobs()[:1])
	}
	jobs := append(use.pageJobs(), use.otherJobs()...)
	tracked := use.firstPlain(soundOnline)
	if err := use.visitOffline(ctx, append(jobs, use.trackingJobs(tracked)...)); err != nil {
		return err
	}
	use.shareStartURL()
	return use.trackAnother(ctx, tracked)
}

func (use *offlineUse) hasWorker() bool { return len(use.scopes()) > 0 }

func (use *offlineUse) visitOffline(ctx context.Context, jobs []job) error {
	return use.crew.work(ctx, use.counting("visits pages offline", 0, len(jobs)), jobs)
}

// pageJobs visits the pages.
func (use *offlineUse) pageJobs() []job {
	jobs := make([]job, len(use.seen.Pages))
	for i := range jobs {
		jobs[i] = job{use.seen.Pages[i].URL, use.keepWithPicture(&use.seen.Pages[i].Offline)}
	}
	return jobs
}

// otherJobs visits what is not among the pages.
func (use *offlineUse) otherJobs() []job {
	unknown := unheardOf(use.folder(), use.Target.URL, "")
	jobs := []job{{unknown, keep(&use.seen.Unknown)}}
	if use.unvisited != "" {
		jobs = append(jobs, job{use.unvisited, keep(&use.seen.Unvisited)})
	}
	if use.startURL != "" && use.pageAt(use.startURL) == nil && sameOrigin(use.startURL, use.Target.URL) {
		jobs = append(jobs, job{use.startURL, keep(&use.seen.StartURL)})
	}
	if page, other := use.itemPair(); other != "" {
		jobs = append(jobs, variants(&use.seen.Items, page, other)...)
	}
	return jobs
}

// folder returns the folder of the start page, or the scope where the worker
// is not in charge of that folder.
func (use *offlineUse) folder() string {
	start := folder(use.seen.Pages[0].Online.Final)
	scopes := use.scopes()
	if len(scopes) == 0 {
		return start
	}
	for _, scope := range scopes {
		if strings.HasPrefix(start, scope) {
			return start
		}
	}
	return scopes[0]
}

func (use *offlineUse) pageAt(url string) *observation.PageUse {
	for i := range use.seen.Pages {
		if withoutFragment(use.seen.Pages[i].URL) == withoutFragment(url) {
			return &use.seen.Pages[i]
		}
	}
	return nil
}

// shareStartURL takes the visit of the page that is the start_url, where one
// is: it needs no visit of its own.
func (use *offlineUse) shareStartURL() {
	if use.startURL == "" || use.seen.StartURL != nil {
		return
	}
	if page := use.pageAt(use.startURL); page != nil && page.Offline != nil {
		visit := *page.Offline
		use.seen.StartURL = &visit
	}
}

// itemPair returns a visited page and a URL never visited that differ in their
// queries only.
func (use *offlineUse) itemPair() (page, other string) {
	if use.item != "" && use.pageAt(use.itemOf) != nil {
		return use.itemOf, use.item
	}
	for _, p := range use.seen.Pages {
		if other := otherItem(p.URL); other != "" && use.pageAt(other) == nil {
			return p.URL, other
		}
	}
	return "", ""
}

// firstPlain returns the URL of the first page without a query that is as
// wanted, or "".
func (use *offlineUse) firstPlain(wanted func(observation.PageUse) bool) string {
	for _, p := range use.seen.Pages {
		if !hasQuery(p.URL) && wanted(p) {
			return p.URL
		}
	}
	return ""
}

// trackingJobs visits the page as campaigns link to it, and one of other
// content: workers may treat the start page in a way of their own.
func (use *offlineUse) trackingJobs(page string) []job {
	use.seen.Tracking = nil
	if page == "" {
		return nil
	}
	urls := make([]string, len(trackingParameters))
	for i, parameter := range trackingParameters {
		urls[i] = withQuery(page, parameter)
	}
	jobs := variants(&use.seen.Tracking, page, urls...)
	text := use.pageAt(page).Online.Text
	other := use.firstPlain(func(p observation.PageUse) bool { return soundOnline(p) && p.Online.Text != text })
	if other == "" {
		return jobs
	}
	return append(jobs, variants(&use.seen.Tracking, other, withQuery(other, trackingParameters[0]))...)
}

// variants visits URLs that are close to a page's. Each has its place in the
// list beforehand, because they are visited side by side.
func variants(list *[]observation.Variant, page string, urls ...string) []job {
	jobs := make([]job, len(urls))
	for i, url := range urls {
		place := len(*list)
		*list = append(*list, observation.Variant{Page: page})
		jobs[i] = job{url, func(_ context.Context, _ *harness.Tab, v observation.Visit) error {
			(*list)[place].Visit = v
			return nil
		}}
	}
	return jobs
}

// dropUnmade takes out the places of visits that were not made.
func dropUnmade(list []observation.Variant) []observation.Variant {
	return slices.DeleteFunc(list, func(v observation.Variant) bool { return v.Visit.URL == "" })
}

// trackAnother repeats the visits with tracking parameters for a page that
// does open offline, where the first one does not.
func (use *offlineUse) trackAnother(ctx context.Context, tracked string) error {
	page := use.firstPlain(opened)
	if page == "" || page == tracked {
		return nil
	}
	return use.visitOffline(ctx, use.trackingJobs(page))
}
