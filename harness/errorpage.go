package harness

import "github.com/swcheck/swcheck/observation"

// ErrorPage looks at the page of the session's tab; see [Tab.ErrorPage].
func (s *Session) ErrorPage() string { return s.Tab().ErrorPage() }

// ErrorPage returns why the tab shows no page of a site now, but the browser's
// error page: net::ERR_…, or "" where it shows a page, or none was visited.
func (t *Tab) ErrorPage() string {
	v := t.Recorded()
	t.recorder.mu.Lock()
	defer t.recorder.mu.Unlock()
	t.recorder.document(&v)
	t.recorder.recovered(&v)
	if len(v.Downloads) > 0 {
		return ""
	}
	return v.Error
}

// recovered takes the error back where a page came after it: Chrome loads what
// it could not reach again by itself as soon as there is a network.
func (r *recorder) recovered(v *observation.Visit) {
	if r.committed && !r.unreached {
		v.Error = ""
	}
}
