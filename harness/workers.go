package harness

import (
	"slices"
	"sync"
	"time"

	"github.com/chromedp/cdproto/serviceworker"

	"github.com/swcheck/swcheck/observation"
)

// workers follows the registrations and versions of a session by the events of
// the protocol's ServiceWorker domain.
type workers struct {
	started time.Time

	mu            sync.Mutex
	order         []serviceworker.RegistrationID
	registrations map[serviceworker.RegistrationID]*registration
	byVersion     map[string]*version
	ignored       map[string]bool    // versions that a wait has given up on
	expected      map[string]float64 // scripts that are to be started, since when
}

type registration struct {
	scope    string
	viaCache string // its updateViaCache
	deleted  bool
	removed  bool // deleted by the session itself, as by a visitor who clears the site's data
	versions []*version
}

type version struct {
	observation.WorkerVersion
	registration *registration
	running      serviceworker.VersionRunningStatus
	clients      []string // target ids of the pages that it controls
	startedAt    float64  // for the first time; 0 if never
}

func newWorkers(started time.Time) *workers {
	return &workers{
		started: started, registrations: map[serviceworker.RegistrationID]*registration{},
		byVersion: map[string]*version{}, ignored: map[string]bool{}, expected: map[string]float64{},
	}
}

func (w *workers) now() float64 { return milliseconds(time.Since(w.started)) }

func (w *workers) onRegistrations(ev *serviceworker.EventWorkerRegistrationUpdated) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range ev.Registrations {
		known := w.registration(r.RegistrationID)
		if r.ScopeURL != "" {
			known.scope = r.ScopeURL
		}
		known.deleted = r.IsDeleted
		known.removed = known.removed && r.IsDeleted // a page that is still open may register it again
	}
}

// forget notes that the registrations that are gone were removed by the session:
// none of their versions has failed.
func (w *workers) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.registrations {
		r.removed = r.removed || r.deleted
	}
}

func (w *workers) registration(id serviceworker.RegistrationID) *registration {
	known := w.registrations[id]
	if known == nil {
		known = &registration{}
		w.registrations[id] = known
		w.order = append(w.order, id)
	}
	return known
}

// onVersions reports whether a state changed, not only who is controlled.
func (w *workers) onVersions(ev *serviceworker.EventWorkerVersionUpdated) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	changed := false
	for _, v := range ev.Versions {
		if w.update(v) {
			changed = true
		}
	}
	return changed
}

func (w *workers) update(v *serviceworker.Version) bool {
	known := w.byVersion[v.VersionID]
	if known == nil {
		known = &version{registration: w.registration(v.RegistrationID)}
		known.ID, known.ScriptURL = v.VersionID, v.ScriptURL
		known.registration.versions = append(known.registration.versions, known)
		w.byVersion[v.VersionID] = known
	}
	state := observation.WorkerState(v.Status)
	if age(state) < age(known.State) {
		return false // told late, by a tab that has only begun to listen
	}
	changed := known.State != state || known.running != v.RunningStatus
	if known.State != state {
		known.State = state
		known.History = append(known.History, observation.StateChange{State: state, At: w.now()})
	}
	known.running = v.RunningStatus
	if known.startedAt == 0 && known.running != serviceworker.VersionRunningStatusStopped {
		w.noteStart(known)
	}
	known.Running = v.RunningStatus == serviceworker.VersionRunningStatusRunning
	known.Routes = known.Routes || v.RouterRules != "" || len(v.TypedRouterRules) > 0
	known.clients = known.clients[:0]
	for _, id := range v.ControlledClients {
		known.clients = append(known.clients, string(id))
	}
	return changed
}

var ages = []observation.WorkerState{
	observation.New, observation.Installing, observation.Installed,
	observation.Activating, observation.Activated, observation.Redundant,
}

// age orders states: a version only grows older.
func age(state observation.WorkerState) int { return slices.Index(ages, state) }

// controlling tells which of the pages are still controlled.
func (w *workers) controlling(pages []string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var left []string
	for _, v := range w.byVersion {
		for _, page := range v.clients {
			if slices.Contains(pages, page) {
				left = append(left, "the worker "+v.ScriptURL+" to see that a tab was closed")
			}
		}
	}
	return left
}

func (w *workers) onError(m *serviceworker.ErrorMessage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if known := w.byVersion[m.VersionID]; known != nil && len(known.Errors) < maxMessages {
		known.Errors = append(known.Errors, observation.WorkerError{
			Message: clip(m.ErrorMessage, maxMessageBytes), URL: m.SourceURL, Line: int(m.LineNumber), At: w.now(),
		})
	}
}

// busy returns the versions that are in a state which ends by itself.
func (w *workers) busy() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	busy := w.unstartedScripts()
	for _, v := range w.byVersion {
		if v.transitional() && !w.ignored[v.ID] {
			busy = append(busy, "the worker "+v.ScriptURL+" to leave the state "+string(v.State))
		}
	}
	return busy
}

func (v *version) transitional() bool {
	switch v.State {
	case observation.New:
		// A version whose script was refused stays new for ever, and is never
		// started. While the script is on its way, its exchange is in flight.
		return !v.registration.deleted && v.running != serviceworker.VersionRunningStatusStopped
	case observation.Installing, observation.Activating:
		return !v.registration.deleted
	}
	return false
}

// unstarted reports whether the version has not been started: its script is on
// its way, or was refused.
func (v *version) unstarted() bool {
	return v.State == observation.New && v.running == serviceworker.VersionRunningStatusStopped
}

// giveUp makes later waits pass over the versions that are busy now.
func (w *workers) giveUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, v := range w.byVersion {
		if v.transitional() {
			w.ignored[v.ID] = true
		}
	}
}

func (w *workers) running() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var running []string
	for _, v := range w.byVersion {
		if v.running != serviceworker.VersionRunningStatusStopped && v.State != observation.Redundant {
			running = append(running, "the worker "+v.ScriptURL+" to stop (it is "+string(v.running)+")")
		}
	}
	return running
}

func (w *workers) scopes() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var scopes []string
	for _, id := range w.order {
		if r := w.registrations[id]; !r.deleted && r.scope != "" {
			scopes = append(scopes, r.scope)
		}
	}
	return scopes
}

// unread returns whether there is a registration whose updateViaCache is not
// known.
func (w *workers) unread() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.registrations {
		if !r.deleted && r.scope != "" && r.viaCache == "" {
			return true
		}
	}
	return false
}

func (w *workers) setViaCache(byScope map[string]string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.registrations {
		if mode, ok := byScope[r.scope]; ok {
			r.viaCache = mode
		}
	}
}

// snapshot returns the registrations in the order in which they came.
func (w *workers) snapshot() []observation.Registration {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []observation.Registration
	for _, id := range w.order {
		r := w.registrations[id]
		one := observation.Registration{Scope: r.scope, UpdateViaCache: r.viaCache, Unregistered: r.deleted, Versions: []observation.WorkerVersion{}}
		for _, v := range r.versions {
			copied := v.WorkerVersion
			copied.History, copied.Errors = slices.Clone(v.History), slices.Clone(v.Errors)
			one.Versions = append(one.Versions, copied)
		}
		all = append(all, one)
	}
	return all
}
