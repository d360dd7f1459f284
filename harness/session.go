package harness

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	protocol "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// SessionOptions say what an isolated session is like.
type SessionOptions struct {
	// Base is the URL that relative ones are resolved against. Its origin is
	// the one that gets Header and Cookies, and whose caches are read.
	Base string
	// NoWorkers makes a browser that knows no service workers.
	NoWorkers bool
	// Insecure takes any certificate of the site.
	Insecure bool
	// RootCAs verifies the site's certificates; nil: the system's.
	RootCAs *x509.CertPool
	// Header is added to each request to the origin of Base.
	Header map[string]string
	// Cookies are set for the origin of Base before the first visit.
	Cookies []Cookie
	// VisitLimit bounds each visit and each wait; default 15 s.
	VisitLimit time.Duration
	// Quiet is how long nothing may happen until a page counts as settled;
	// default 250 ms. Offline it is half as long: no answer is on its way.
	Quiet time.Duration
	// UntilLoaded lets visits return at the load event. Await(ctx, Settled)
	// then waits for the rest.
	UntilLoaded bool
	// Ready is the target's own check that a page works.
	Ready Ready
	// KeepBody tells which exchanges are kept with their bodies, up to 1 MiB.
	KeepBody func(observation.Exchange) bool
	// Width and Height are what pages are laid out in, in CSS pixels; 0: what
	// the browser has.
	Width, Height int
}

// A Cookie is a cookie for the origin of a session's Base.
type Cookie struct{ Name, Value string }

// Ready is a check that a page works: the selector matches a visible element,
// and the text stands in it (in the page, without a selector).
type Ready struct{ Selector, Text string }

const (
	defaultVisitLimit = 15 * time.Second
	defaultQuiet      = 250 * time.Millisecond
)

// A Session is one isolated browser profile with a wire of its own. Its tabs
// may be driven side by side, each by one goroutine at a time.
type Session struct {
	browser  *Browser
	options  SessionOptions
	base     *url.URL
	id       cdp.BrowserContextID
	wire     *gateway.Gateway
	started  time.Time
	activity *activity
	workers  *workers
	first    *Tab  // that listens to workers and caches
	quota    int64 // in bytes, which holds as long as the first tab is open; 0: none
	unwatch  func()
	closing  sync.Once

	opening sync.Mutex // held while one of our own tabs is made, so that a popup can be told from it

	mu            sync.Mutex
	tabs          map[target.ID]*Tab
	used          *Tab // in which the session's own methods act; nil: the first
	visits        int
	network       Network
	deployed      *gateway.Moment // the last one; nil where there was none
	former        []string        // the workers' versions that were known then
	workerConsole []observation.ConsoleMessage
	release       []context.CancelFunc // of what is attached to workers
	closed        bool
}

// NewSession opens an isolated session with one tab.
func (b *Browser) NewSession(ctx context.Context, o SessionOptions) (*Session, error) {
	if o.VisitLimit <= 0 {
		o.VisitLimit = defaultVisitLimit
	}
	if o.Quiet <= 0 {
		o.Quiet = defaultQuiet
	}
	base, err := url.Parse(o.Base)
	if err != nil {
		return nil, fmt.Errorf("base URL: %w", err)
	}
	if base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return nil, fmt.Errorf("base URL %q: it has to be absolute, such as http://127.0.0.1:8000/", o.Base)
	}
	s := &Session{
		browser: b, options: o, base: base, started: time.Now(), activity: newActivity(),
		tabs: map[target.ID]*Tab{}, network: Online,
	}
	s.workers = newWorkers(s.started)
	if err := s.openWire(); err != nil {
		return nil, err
	}
	if err := s.openProfile(ctx); err != nil {
		s.Close()
		return nil, b.explain(err, "the start of a session")
	}
	return s, nil
}

func (s *Session) openWire() error {
	header := http.Header{}
	for name, value := range s.options.Header {
		header.Set(name, value)
	}
	wire, err := gateway.New(gateway.Options{
		Authority: s.browser.authority, Insecure: s.options.Insecure, RootCAs: s.options.RootCAs,
		Header: header, HeaderOrigin: origin(s.base), KeepBody: s.options.KeepBody,
	})
	if err != nil {
		return fmt.Errorf("the session's gateway: %w", err)
	}
	s.wire = wire
	s.unwatch = wire.Watch(s.onExchange)
	return nil
}

func (s *Session) openProfile(ctx context.Context) error {
	profile, err := cdp.Call(ctx, s.browser.handle(), target.CreateBrowserContext, target.CreateBrowserContextParams{
		DisposeOnDetach: new(true),
		ProxyServer:     "http://" + s.wire.Addr(),
		ProxyBypassList: "<-loopback>", // Chrome goes around proxies for loopback otherwise
	})
	if err != nil {
		return err
	}
	s.id = profile.BrowserContextID
	s.browser.mu.Lock()
	s.browser.sessions[s.id] = s
	s.browser.mu.Unlock()
	if _, err := cdp.Call(ctx, s.browser.handle(), protocol.SetDownloadBehavior, protocol.SetDownloadBehaviorParams{
		Behavior: protocol.SetDownloadBehaviorBehaviorDeny, BrowserContextID: s.id, EventsEnabled: new(true),
	}); err != nil {
		return err
	}
	if err := s.setCookies(ctx); err != nil {
		return err
	}
	s.first, err = s.NewTab(ctx)
	return err
}

func (s *Session) setCookies(ctx context.Context) error {
	if len(s.options.Cookies) == 0 {
		return nil
	}
	params := storage.SetCookiesParams{BrowserContextID: s.id}
	for _, c := range s.options.Cookies {
		params.Cookies = append(params.Cookies, &network.CookieParam{Name: c.Name, Value: c.Value, URL: origin(s.base) + "/"})
	}
	_, err := cdp.Call(ctx, s.browser.handle(), storage.SetCookies, params)
	return err
}

// Close ends the session: its tabs, its profile and its wire. A browser that does
// not answer is left to what it was asked for; it takes the rest with it when it
// ends.
func (s *Session) Close() error {
	s.closing.Do(func() {
		s.mu.Lock()
		s.closed = true
		release := s.release
		s.mu.Unlock()
		patience, cancel := context.WithTimeout(context.Background(), closeLimit)
		defer cancel()
		unlessOver(patience, func() { sideBySide(release) })
		s.browser.mu.Lock()
		delete(s.browser.sessions, s.id)
		s.browser.mu.Unlock()
		unlessOver(patience, s.dispose)
		s.unwatch()
		s.wire.Close()
	})
	return nil
}

// unlessOver waits for what is done, but no longer than the context lasts.
func unlessOver(patience context.Context, do func()) {
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	select {
	case <-done:
	case <-patience.Done():
	}
}

// dispose removes the profile, which closes its tabs, also those whose script
// never yields.
func (s *Session) dispose() {
	if s.id == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	_, _ = cdp.Call(ctx, s.browser.handle(), target.DisposeBrowserContext, target.DisposeBrowserContextParams{BrowserContextID: s.id})
	var release []context.CancelFunc
	for _, t := range s.openTabs() {
		release = append(release, t.release)
	}
	sideBySide(release)
}

// sideBySide lets go of several targets at once: in a browser that no longer
// answers each of them takes its whole limit.
func sideBySide(release []context.CancelFunc) {
	var group sync.WaitGroup
	for _, cancel := range release {
		group.Go(cancel)
	}
	group.Wait()
}

// openTabs returns the tabs that can be driven: one that is still being opened
// is not among them.
func (s *Session) openTabs() []*Tab {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*Tab, 0, len(s.tabs))
	for _, t := range s.tabs {
		if t.handle != nil {
			all = append(all, t)
		}
	}
	return all
}

// onExchange follows what is in flight on the wire. It runs on the gateway's
// goroutines.
func (s *Session) onExchange(ev gateway.Event) {
	x := ev.Exchange
	switch {
	case ev.Kind == gateway.Started:
		s.activity.began(x.ID, x.URL)
	case ev.Kind == gateway.Ended, endless(x):
		s.onScript(x)
		s.activity.ended(x.ID)
	}
	s.activity.touch(s.ownerOf(x.URL))
}

// endless reports whether the response is one that has no end by its nature.
func endless(x observation.Exchange) bool {
	return x.Outcome == observation.Tunnelled ||
		len(x.ResponseHeader.Get("Content-Type")) >= 17 && x.ResponseHeader.Get("Content-Type")[:17] == "text/event-stream"
}

// ownerOf returns the tab that waits for the URL, where exactly one does; else
// nil, which is the whole session. The exchanges of a worker cannot be told
// apart by anything else when several tabs are driven side by side.
func (s *Session) ownerOf(rawURL string) *Tab {
	var owner *Tab
	for _, t := range s.openTabs() {
		if t.recorder.waitsFor(rawURL) {
			if owner != nil {
				return nil
			}
			owner = t
		}
	}
	return owner
}

// Registrations returns the service worker registrations that the session has
// seen, with all their versions.
func (s *Session) Registrations() []observation.Registration { return s.workers.snapshot() }

// Exchanges returns the session's exchange log.
func (s *Session) Exchanges() []observation.Exchange { return s.wire.Exchanges() }

// LastExchange returns the number of the newest exchange; 0 where there is none.
func (s *Session) LastExchange() int { return s.wire.Last() }

// Log returns what the session has seen so far.
func (s *Session) Log() observation.SessionLog {
	return observation.SessionLog{
		Started: s.started, Exchanges: s.Exchanges(), Registrations: s.Registrations(), WorkerConsole: s.WorkerConsole(),
	}
}

// wait waits until the condition has nothing pending.
func (s *Session) wait(ctx context.Context, what string, condition func() ([]string, error)) error {
	begin := time.Now()
	limit := time.NewTimer(s.options.VisitLimit)
	defer limit.Stop()
	for {
		changed := s.activity.changed()
		pending, err := condition()
		if err != nil || len(pending) == 0 {
			return err
		}
		select {
		case <-changed:
		case <-time.After(s.quiet()): // that all is at rest is an answer too, and no event tells it
		case <-limit.C:
			return &TimeoutError{What: what, After: time.Since(begin), WaitingFor: pending}
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return &TimeoutError{What: what, After: time.Since(begin), WaitingFor: pending}
			}
			return ctx.Err()
		case <-s.browser.gone:
			return &BrowserGoneError{During: what}
		}
	}
}

// explain turns an error of the protocol into one that tells what happened.
func (b *Browser) explain(err error, during string) error {
	if err == nil {
		return nil
	}
	var typed interface{ Hint() string }
	if errors.As(err, &typed) {
		return err
	}
	select {
	case <-b.gone:
		return &BrowserGoneError{During: during, Err: err}
	default:
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%s: %w", during, err)
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }
