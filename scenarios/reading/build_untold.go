package reading

import (
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// Untold returns the document, scripts and styles of a load of which nothing
// tells the build: the worker has made a new response of the server's, and with
// it dropped the number, and the deploy has changed what the server gives. Of a
// page that the worker composes and never fetched, the server's bytes tell
// nothing, and a document whose text has changed is not that of the former build.
func (r Round) Untold(v observation.Visit) []observation.Request {
	return slices.DeleteFunc(Shown(v), func(q observation.Request) bool {
		return !remade(q) || !r.changedBehind(q) || q.Document && r.textChanged(v)
	})
}

// remade reports whether the worker answered with a part that came without a
// number.
func remade(q observation.Request) bool {
	switch q.Destination {
	case "document", "script", "style":
		return q.Exchange == 0 && !q.Memory && q.Status == 200 && byWorker(q.ServedBy)
	}
	return false
}

// changedBehind reports whether the worker fetched the URL before the deploy,
// and the server gives other bytes for it now.
func (r Round) changedBehind(q observation.Request) bool {
	now, asked := r.nowOf(q.URL, 0)
	if !asked || now.Status != 200 || now.SHA256 == "" || r.varies(q.URL) {
		return false
	}
	former, fetched := "", false
	for _, e := range r.Log.Exchanges {
		if e.ID > r.Last || Plain(e.URL) != Plain(q.URL) {
			continue
		}
		fetched = fetched || r.byWorkerItself(e)
		if e.Status == 200 && e.Content() != "" {
			former = e.Content()
		}
	}
	return fetched && former != "" && former != now.SHA256
}

// byWorkerItself reports whether the exchange passed through the worker's hands:
// it asked on its own account, or a page that it controlled was asked for.
func (r Round) byWorkerItself(e observation.Exchange) bool {
	if len(r.Before) > 0 && !e.Started.Before(r.Before[0].Started) {
		return true
	}
	referer := e.RequestHeader.Get("Referer")
	return slices.ContainsFunc(r.Log.Registrations, func(reg observation.Registration) bool {
		return slices.ContainsFunc(reg.Versions, func(v observation.WorkerVersion) bool { return v.ScriptURL == referer })
	})
}

// textChanged reports whether the page shows other words than it did in the
// former build.
func (r Round) textChanged(v observation.Visit) bool {
	return slices.ContainsFunc(r.Before, func(before observation.Visit) bool {
		return SameURL(before.URL, v.URL) && before.Text != v.Text
	})
}

// Untold returns why a load of the page does not tell what build it shows, or "".
func (p PageLoads) Untold() string {
	for _, load := range p.Loads {
		if reason := load.WhyUntold(); reason != "" {
			return reason
		}
	}
	return ""
}

// WhyUntold returns why the load does not tell what build it shows, or "".
func (l LoadAfter) WhyUntold() string {
	if len(l.Untold) == 0 {
		return ""
	}
	q := l.Untold[0]
	return "the worker makes its answer for " + Path(q.URL) + " anew and drops the number of the exchange, so nothing tells of which build it is; the deploy changed it on the server"
}
