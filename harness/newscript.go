package harness

import (
	"net/http"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// newScriptGrace is how long a browser on a busy machine may take to start the
// version whose new script it has fetched. In between nothing else tells that
// something is going on.
const newScriptGrace = 2 * time.Second

// onScript notes a worker's script that differs from the one before it: the
// browser starts it, unless it minds something that cannot be seen.
func (s *Session) onScript(x observation.Exchange) {
	if x.Status != http.StatusOK || !x.IsWorkerScript() || !s.Changed(x) {
		return
	}
	if s.workers.expectStart(x.URL, milliseconds(x.Started.Sub(s.workers.started))) {
		time.AfterFunc(newScriptGrace, s.activity.notify)
	}
}

// expectStart notes that a version of the script is to be started, and reports
// false where one has been since the time.
func (w *workers) expectStart(scriptURL string, since float64) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, v := range w.byVersion {
		if sameDocument(v.ScriptURL, scriptURL) && v.startedAt >= since {
			return false
		}
	}
	w.expected[scriptURL] = w.now()
	return true
}

// noteStart notes that the version runs for the first time.
func (w *workers) noteStart(v *version) {
	v.startedAt = w.now()
	for scriptURL := range w.expected {
		if sameDocument(v.ScriptURL, scriptURL) {
			delete(w.expected, scriptURL)
		}
	}
}

// unstartedScripts returns the scripts that were fetched and are to be started.
func (w *workers) unstartedScripts() []string {
	var all []string
	for scriptURL, since := range w.expected {
		if w.now()-since < milliseconds(newScriptGrace) {
			all = append(all, "the new script "+scriptURL+" to be started")
		}
	}
	return all
}
