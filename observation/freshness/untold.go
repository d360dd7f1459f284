package freshness

import (
	"slices"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Untold returns the document, scripts and styles of a load of which nothing
// tells the build: the worker has made a new response of the server's, and with
// it dropped the number, and the deploy has changed what the server gives. Of a
// page that the worker composes and never fetched, the server's bytes tell
// nothing, and a document whose text has changed is not that of the former build.
func (b Build) Untold(v observation.Visit) []observation.Request {
	return slices.DeleteFunc(Shown(v), func(q observation.Request) bool {
		return !remade(q) || !b.changedBehind(q) || q.Document && b.TextChanged(v)
	})
}

// remade reports whether the worker answered with a part that came without a
// number.
func remade(q observation.Request) bool {
	switch q.Destination {
	case "document", "script", "style":
		return q.Exchange == 0 && !q.Memory && q.Status == 200 && likeness.ByWorker(q.ServedBy)
	}
	return false
}

// changedBehind reports whether the worker fetched the URL before the deploy,
// and the server gives other bytes for it now.
func (b Build) changedBehind(q observation.Request) bool {
	now, asked := b.nowOf(q.URL, 0)
	if !asked || now.Status != 200 || now.SHA256 == "" || b.Varies(q.URL) {
		return false
	}
	former, fetched := "", false
	for _, e := range b.Log.Exchanges {
		if e.ID > b.Last || likeness.Plain(e.URL) != likeness.Plain(q.URL) {
			continue
		}
		fetched = fetched || b.byWorkerItself(e)
		if e.Status == 200 && e.Content() != "" {
			former = e.Content()
		}
	}
	return fetched && former != "" && former != now.SHA256
}

// byWorkerItself reports whether the exchange passed through the worker's hands:
// it asked on its own account, or a page that it controlled was asked for.
func (b Build) byWorkerItself(e observation.Exchange) bool {
	if len(b.Before) > 0 && !e.Started.Before(b.Before[0].Started) {
		return true
	}
	referer := e.RequestHeader.Get("Referer")
	return slices.ContainsFunc(b.Log.Registrations, func(reg observation.Registration) bool {
		return slices.ContainsFunc(reg.Versions, func(v observation.WorkerVersion) bool { return v.ScriptURL == referer })
	})
}

// TextChanged reports whether the page shows other words than it did in the
// former build.
func (b Build) TextChanged(v observation.Visit) bool {
	return slices.ContainsFunc(b.Before, func(before observation.Visit) bool {
		return likeness.SameURL(before.URL, v.URL) && before.Text != v.Text
	})
}
