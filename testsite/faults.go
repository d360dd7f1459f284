package testsite

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// A Fault is a way to misbehave: it answers in place of the site. Make one
// with the functions below, or with [ParseFault].
type Fault struct {
	answer func(w http.ResponseWriter, r *http.Request, f *faults)
}

// faults keeps which path misbehaves, and what is held back.
type faults struct {
	mu    sync.Mutex
	paths map[string]Fault
	held  chan struct{} // closed by Release
	ended chan struct{} // closed by Close
	once  sync.Once
}

func newFaults() *faults {
	return &faults{paths: map[string]Fault{}, held: make(chan struct{}), ended: make(chan struct{})}
}

// Misbehave makes the path answer with the fault, on both origins, until
// Behave. A query chooses one too, for a single request: ?fault=status:503.
func (s *Site) Misbehave(path string, fault Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.paths[path] = fault
}

// Behave ends all that Misbehave began, and releases what was held back.
func (s *Site) Behave() {
	s.faults.mu.Lock()
	clear(s.faults.paths)
	s.faults.mu.Unlock()
	s.Release()
}

// Release lets the answers go that [Held] keeps back.
func (s *Site) Release() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	close(s.faults.held)
	s.faults.held = make(chan struct{})
}

func (f *faults) end() { f.once.Do(func() { close(f.ended) }) }

// answer answers with a fault where there is one. A held request is answered
// by the site once it is released.
func (f *faults) answer(w http.ResponseWriter, r *http.Request) bool {
	f.mu.Lock()
	fault, ok := f.paths[r.URL.Path]
	f.mu.Unlock()
	if asked := r.URL.Query().Get("fault"); asked != "" {
		parsed, err := ParseFault(asked)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return true
		}
		fault, ok = parsed, true
	}
	if !ok {
		return false
	}
	if fault.answer == nil {
		f.waitForRelease(r)
		return false
	}
	fault.answer(w, r, f)
	return true
}

// waitForRelease returns when held answers are released. If the client goes
// away or the site closes before, the request ends without an answer.
func (f *faults) waitForRelease(r *http.Request) {
	f.mu.Lock()
	held := f.held
	f.mu.Unlock()
	select {
	case <-held:
	case <-r.Context().Done():
		panic(http.ErrAbortHandler)
	case <-f.ended:
		panic(http.ErrAbortHandler)
	}
}

// Held keeps the answer back until [Site.Release]; then the site answers as
// usual.
func Held() Fault { return Fault{} }

// Status answers with the status and a short text.
func Status(code int) Fault {
	return Fault{func(w http.ResponseWriter, _ *http.Request, _ *faults) {
		http.Error(w, http.StatusText(code), code)
	}}
}

// WrongType answers the site's home page under another content type.
func WrongType(contentType string) Fault {
	return Fault{func(w http.ResponseWriter, _ *http.Request, _ *faults) {
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, "<!doctype html><title>Tunnel Days</title><p>This is a page.</p>")
	}}
}

// RedirectLoop redirects to itself, for ever.
func RedirectLoop() Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, _ *faults) {
		http.Redirect(w, r, r.URL.RequestURI(), http.StatusFound)
	}}
}

// EndlessBody sends a page that never stops growing.
func EndlessBody() Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, f *faults) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>Endless</title>")
		line := []byte(strings.Repeat("And so on. ", 100) + "<br>\n")
		for r.Context().Err() == nil && !f.closed() {
			if _, err := w.Write(line); err != nil {
				return
			}
		}
	}}
}

// HugeBody sends so many bytes as a download of an unknown kind.
func HugeBody(bytes int64) Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, f *faults) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Content-Length", strconv.FormatInt(bytes, 10))
		chunk := []byte(strings.Repeat("0123456789abcdef", 4096))
		for left := bytes; left > 0 && !f.closed(); left -= int64(len(chunk)) {
			chunk = chunk[:min(left, int64(len(chunk)))]
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}}
}

// NeverLoads sends a whole page that embeds an image which is never answered,
// so that its load event does not fire.
func NeverLoads() Fault {
	return htmlFault(`<title>Never loads</title><p>Something is still missing.</p><img src="/silence?fault=never-answers" alt="">`)
}

// NeverAnswers accepts the request and says nothing.
func NeverAnswers() Fault {
	return Fault{func(_ http.ResponseWriter, r *http.Request, f *faults) {
		select {
		case <-r.Context().Done():
		case <-f.ended:
		}
		// Without this an answer, empty and sound, would be sent now.
		panic(http.ErrAbortHandler)
	}}
}

// AlertLoop sends a page that opens one alert after the other.
func AlertLoop() Fault {
	return htmlFault(`<title>Alerts</title><p>Listen!</p><script>for (;;) alert('Listen!');</script>`)
}

// ScriptLoop sends a page whose script never ends.
func ScriptLoop() Fault {
	return htmlFault(`<title>Busy</title><p>Just a moment.</p><script>for (;;);</script>`)
}

func htmlFault(page string) Fault {
	return Fault{func(w http.ResponseWriter, _ *http.Request, _ *faults) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html>"+page)
	}}
}

func (f *faults) closed() bool {
	select {
	case <-f.ended:
		return true
	default:
		return false
	}
}

// ParseFault returns the fault of a name as a query gives it: held,
// status:CODE, wrong-type:TYPE, redirect-loop, endless, huge:BYTES,
// never-loads, never-answers, alert-loop or script-loop.
func ParseFault(s string) (Fault, error) {
	name, argument, _ := strings.Cut(s, ":")
	switch name {
	case "status":
		code, err := strconv.Atoi(argument)
		if err != nil || code < 200 || code > 599 {
			return Fault{}, fmt.Errorf("the fault %q needs a status between 200 and 599", s)
		}
		return Status(code), nil
	case "huge":
		bytes, err := strconv.ParseInt(argument, 10, 64)
		if err != nil || bytes < 1 {
			return Fault{}, fmt.Errorf("the fault %q needs a number of bytes", s)
		}
		return HugeBody(bytes), nil
	case "wrong-type":
		return WrongType(argument), nil
	}
	if fault, ok := plainFaults[name]; ok {
		return fault(), nil
	}
	return Fault{}, fmt.Errorf("there is no fault %q", s)
}

var plainFaults = map[string]func() Fault{
	"held": Held, "redirect-loop": RedirectLoop, "endless": EndlessBody,
	"never-loads": NeverLoads, "never-answers": NeverAnswers,
	"alert-loop": AlertLoop, "script-loop": ScriptLoop,
}
