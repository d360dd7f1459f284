package harness

import (
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"

	"github.com/swcheck/swcheck/observation"
)

// recorder writes down what happens in a tab during one visit.
type recorder struct {
	frame cdp.FrameID // of the tab's main frame

	mu        sync.Mutex
	visit     *observation.Visit
	began     time.Time
	requests  map[network.RequestID]*request
	order     []*request
	loader    cdp.LoaderID // of the document that is shown
	committed bool
	loaded    bool
	shown     bool    // something has been painted
	asked     bool    // the visit's own navigation has not been answered
	acting    bool    // what is done in the page is not done yet
	loading   bool    // a navigation that the page itself began is under way
	unreached bool    // the browser's error page is shown
	stopped   float64 // when the visit was given up, in milliseconds after its start; 0 if it was not
}

type request struct {
	observation.Request
	kind      network.ResourceType
	id        network.RequestID
	loader    cdp.LoaderID
	mainFrame bool
	done      bool
}

func newRecorder() *recorder {
	return &recorder{visit: &observation.Visit{}, began: time.Now(), requests: map[network.RequestID]*request{}}
}

// begin starts the record of a visit.
func (r *recorder) begin(v *observation.Visit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = 0
	if v.Kind == observation.Act {
		r.resume(v)
		return
	}
	r.visit, r.began = v, v.Started
	r.requests = map[network.RequestID]*request{}
	r.order = nil
	r.committed, r.loaded, r.unreached = false, false, false
	r.acting, r.asked, r.loading = false, true, false
}

func (r *recorder) now() float64 { return milliseconds(time.Since(r.began)) }

// onEvent reports whether the event is one that a visit waits to come to rest.
func (r *recorder) onEvent(ev any) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		r.onRequest(ev)
	case *network.EventRequestServedFromCache:
		if q := r.requests[ev.RequestID]; q != nil {
			q.Memory = true
		}
		return false
	case *network.EventResponseReceived:
		if q := r.requests[ev.RequestID]; q != nil {
			q.answer(ev.Response)
		}
	case *network.EventLoadingFinished:
		r.onEnd(ev.RequestID, "", false)
	case *network.EventLoadingFailed:
		r.onEnd(ev.RequestID, ev.ErrorText, ev.Canceled)
	case *page.EventFrameStartedNavigating:
		return r.onNavigating(ev)
	case *page.EventFrameNavigated:
		return r.onNavigated(ev)
	case *page.EventFrameStoppedLoading:
		if ev.FrameID != r.frame {
			return false
		}
		r.loading = false // also one that ended without a new page
	case *page.EventLifecycleEvent:
		return r.onLifecycle(ev)
	case *page.EventNavigatedWithinDocument:
		return r.onMovedWithin(ev)
	default:
		if message, ok := consoleMessage(ev); ok {
			r.onConsole(message)
		}
		return false
	}
	return true
}

func (r *recorder) onRequest(ev *network.EventRequestWillBeSent) {
	if !isWeb(ev.Request.URL) {
		return
	}
	if before := r.requests[ev.RequestID]; before != nil && ev.RedirectResponse != nil {
		before.Final = clip(ev.Request.URL, maxURLBytes)
		return
	}
	if len(r.order) >= maxRequests {
		return
	}
	q := &request{id: ev.RequestID, kind: ev.Type, loader: ev.LoaderID, mainFrame: ev.FrameID == r.frame}
	q.URL, q.Method, q.Started = clip(ev.Request.URL, maxURLBytes), ev.Request.Method, r.now()
	q.Destination = destination(ev.Type, q.mainFrame)
	if isDrawing(ev.Request, ev.Type) {
		q.Destination = "image"
	}
	q.Document = q.Destination == "document"
	q.ServedBy = observation.ByNobody
	r.requests[ev.RequestID] = q
	r.order = append(r.order, q)
}

func (r *recorder) onEnd(id network.RequestID, failure string, canceled bool) {
	q := r.requests[id]
	if q == nil {
		return
	}
	q.done = true
	q.Duration = r.now() - q.Started
	q.Error = failure
	// The page's own cancel, and what its end cut off.
	q.Canceled = canceled && failure == "net::ERR_ABORTED"
	if failure != "" && q.Status == 0 {
		q.ServedBy = observation.ByNobody
	}
}

func (r *recorder) onNavigating(ev *page.EventFrameStartedNavigating) bool {
	if ev.FrameID != r.frame {
		return false
	}
	switch ev.NavigationType {
	case page.FrameStartedNavigatingNavigationTypeSameDocument, page.FrameStartedNavigatingNavigationTypeHistorySameDocument:
		return false
	}
	r.loading = true
	return true
}

func (r *recorder) onNavigated(ev *page.EventFrameNavigated) bool {
	if ev.Frame.ParentID != "" {
		return false
	}
	r.committed, r.loaded, r.loading, r.asked = true, false, false, false
	r.shown = false
	r.loader = ev.Frame.LoaderID
	r.unreached = ev.Frame.UnreachableURL != ""
	if len(r.visit.Navigations) < maxNavigations {
		shown := ev.Frame.URL
		if r.unreached {
			shown = ev.Frame.UnreachableURL
		}
		r.visit.Navigations = append(r.visit.Navigations, clip(shown, maxURLBytes))
	}
	return true
}

// onMovedWithin follows the page's own history. The way back may lead to an
// entry that the page itself pushed.
func (r *recorder) onMovedWithin(ev *page.EventNavigatedWithinDocument) bool {
	if ev.FrameID != r.frame {
		return false
	}
	if r.asked && !r.loading && r.visit.Kind == observation.Back {
		r.movedWithin()
	}
	return true
}

func (r *recorder) onLifecycle(ev *page.EventLifecycleEvent) bool {
	if ev.FrameID != r.frame || ev.LoaderID != r.loader || !r.committed {
		return false
	}
	if ev.Name == "firstContentfulPaint" {
		r.shown = true
	}
	if ev.Name != "load" {
		return false
	}
	if !r.loaded && r.visit.LoadTime == 0 {
		r.visit.LoadTime = r.now()
	}
	r.loaded = true
	return true
}

func (r *recorder) onConsole(m observation.ConsoleMessage) {
	if len(r.visit.Console) < maxMessages {
		r.visit.Console = append(r.visit.Console, m)
	}
}

func (r *recorder) dialog(d observation.Dialog) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.visit.Dialogs) < maxDialogs {
		r.visit.Dialogs = append(r.visit.Dialogs, d)
	}
}

func (r *recorder) popup(url string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.visit.Popups) < maxListed {
		r.visit.Popups = append(r.visit.Popups, clip(url, maxURLBytes))
	}
}

func (r *recorder) download(url string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.visit.Downloads) < maxListed {
		r.visit.Downloads = append(r.visit.Downloads, clip(url, maxURLBytes))
	}
	r.asked, r.loading = false, false // a navigation that became a download shows no page
}

// aborted notes that the navigation ended without a new page.
func (r *recorder) aborted() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked, r.loading = false, false
}

// stayed notes that the navigation led to another place in the document that is
// shown already: no answer and no load event will come.
func (r *recorder) stayed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.movedWithin()
}

func (r *recorder) movedWithin() {
	r.asked, r.committed, r.loaded = false, true, true
}

// waitsFor reports whether the page has an open request for the URL.
func (r *recorder) waitsFor(url string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, q := range r.order {
		if !q.done && (q.URL == url || q.Final == url) {
			return true
		}
	}
	return false
}

// unanswered returns the URLs that the page still waits for. A request that the
// worker holds is on no wire, so the gateway does not know of it.
func (r *recorder) unanswered() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var urls []string
	for _, q := range r.order {
		if !q.done && q.loader == r.loader && q.ends() {
			urls = append(urls, q.URL)
		}
	}
	return urls
}

// ends reports whether the request is one whose end the page needs: neither a
// stream nor something that is sent or fetched ahead.
func (q *request) ends() bool {
	switch q.kind {
	case network.ResourceTypeXHR, network.ResourceTypeFetch:
		return !strings.HasPrefix(q.MIMEType, "text/event-stream")
	case network.ResourceTypeScript, network.ResourceTypeStylesheet, network.ResourceTypeImage, network.ResourceTypeFont:
		return true
	}
	return false
}

// pending tells what the page itself still waits for.
func (r *recorder) pending() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.asked, r.loading:
		return []string{"the answer to the navigation"}
	case r.committed && !r.loaded:
		return []string{"the load event"}
	case r.acting:
		return []string{"the act to end"}
	}
	return nil
}

func isWeb(url string) bool {
	return strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://")
}
