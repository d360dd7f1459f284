package harness

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	protocol "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// LaunchOptions say which browser to drive, and how.
type LaunchOptions struct {
	// Path is a program, or the address of a running browser (ws://…, or
	// http://host:9222). Empty: [Find] finds one.
	Path string
	// Headed opens windows.
	Headed bool
	// Inspect lets other programs on this machine connect to the browser, such as
	// the developer tools of another one; see [Browser.InspectAddress].
	Inspect bool
	// AutoPreload leaves Chrome's ServiceWorkerAutoPreload on, which races cold
	// navigations past the worker.
	AutoPreload bool
	// UserAgent replaces the user agent. Empty: that of an ordinary Chrome.
	UserAgent string
	// Trace receives the protocol's messages.
	Trace io.Writer
	// Limit bounds the start; default 30 s.
	Limit time.Duration
}

const defaultLaunchLimit = 30 * time.Second

// A Browser is a running browser with any number of isolated sessions.
type Browser struct {
	driver      context.Context // chromedp keeps the browser in a context
	stop        func()
	authority   *gateway.Authority // nil for a browser that we did not start
	output      *tail              // nil for a browser that we did not start
	info        observation.Browser
	autoPreload bool
	gone        <-chan struct{}
	closing     sync.Once

	mu       sync.Mutex
	sessions map[cdp.BrowserContextID]*Session
}

// Launch starts a browser with a fresh profile, or connects to a running one.
// The context bounds the start, not the life of the browser: Close ends it.
//
// Errors: [*BrowserNotFoundError], [*LaunchError].
func Launch(ctx context.Context, o LaunchOptions) (*Browser, error) {
	if o.Limit <= 0 {
		o.Limit = defaultLaunchLimit
	}
	silent := fmt.Errorf("it does not answer within %s", o.Limit)
	ctx, cancel := context.WithTimeoutCause(ctx, o.Limit, silent)
	defer cancel()
	if isAddress(o.Path) {
		return connect(ctx, o)
	}
	path, err := o.program()
	if err != nil {
		return nil, err
	}
	program := unwrap(path)
	if o.UserAgent == "" {
		o.UserAgent = ordinaryUserAgent(ctx, program)
	}
	authority, err := gateway.NewAuthority()
	if err != nil {
		return nil, &LaunchError{Path: path, Err: err}
	}
	output := &tail{}
	allocator, release := chromedp.NewExecAllocator(context.Background(), append(switches(o, authority.SPKI()),
		chromedp.ExecPath(program), chromedp.CombinedOutput(output))...)
	b := &Browser{authority: authority, output: output, info: observation.Browser{Path: path, Sandbox: !needsNoSandbox()}}
	if err := b.start(ctx, allocator, release, o); err != nil {
		return nil, &LaunchError{Path: path, Output: output.String(), Err: err}
	}
	return b, nil
}

func isAddress(path string) bool {
	for _, scheme := range []string{"ws://", "wss://", "http://", "https://"} {
		if strings.HasPrefix(path, scheme) {
			return true
		}
	}
	return false
}

// connect drives a browser that runs already. It lacks our certificate switch,
// so its HTTPS is tunnelled without stamps.
func connect(ctx context.Context, o LaunchOptions) (*Browser, error) {
	allocator, release := remote.NewAllocator(context.Background(), o.Path)
	b := &Browser{info: observation.Browser{Path: o.Path, Sandbox: true, Remote: true}}
	if err := b.start(ctx, allocator, release, o); err != nil {
		return nil, &LaunchError{Path: o.Path, Err: err}
	}
	return b, nil
}

func (b *Browser) start(ctx context.Context, allocator context.Context, release context.CancelFunc, o LaunchOptions) error {
	quiet := func(string, ...any) {} // chromedp logs what a closing browser leaves unanswered
	browserOptions := []chromedp.BrowserOption{chromedp.WithBrowserLogf(quiet), chromedp.WithBrowserErrorf(quiet)}
	if o.Trace != nil {
		browserOptions = append(browserOptions, chromedp.WithBrowserDebugf(tracer(o.Trace)))
	}
	driver, cancel := chromedp.NewContext(allocator, chromedp.WithBrowserOption(browserOptions...))
	b.driver, b.autoPreload = driver, o.AutoPreload
	b.sessions = map[cdp.BrowserContextID]*Session{}
	b.stop = func() { cancel(); release() }

	started := make(chan error, 1)
	go func() { started <- b.handshake() }()
	select {
	case err := <-started:
		if err != nil {
			b.stop()
			return err
		}
	case <-ctx.Done():
		b.stop()
		<-started
		return context.Cause(ctx)
	}
	b.gone = b.handle().LostConnection
	return nil
}

func (b *Browser) handshake() error {
	version, err := chromedp.CallBrowser(b.driver, protocol.GetVersion, cdp.Empty{})
	if err != nil {
		return err
	}
	b.info.Product, b.info.UserAgent = version.Product, version.UserAgent
	if err := chromedp.ListenBrowser(b.driver, b.onEvent); err != nil {
		return err
	}
	_, err = chromedp.CallBrowser(b.driver, target.SetDiscoverTargets, target.SetDiscoverTargetsParams{Discover: true})
	return err
}

func (b *Browser) handle() *chromedp.Browser { return chromedp.FromContext(b.driver).Browser }

// Info tells which browser it is.
func (b *Browser) Info() observation.Browser { return b.info }

// Gone returns a channel that is closed when the browser has ended or the
// connection to it is lost.
func (b *Browser) Gone() <-chan struct{} { return b.gone }

// closeLimit bounds how long a browser may take to end by itself before it is
// killed.
const closeLimit = 5 * time.Second

// Close ends the sessions, the browser and its helper processes, and removes
// its profile. A browser that was connected to goes on.
func (b *Browser) Close() error {
	b.closing.Do(func() {
		for _, s := range b.openSessions() {
			s.Close()
		}
		if !b.info.Remote {
			// A browser that is asked to close flushes its profile, which
			// nobody needs: the profile is removed.
			if process := b.handle().Process(); process != nil {
				_ = process.Kill()
			}
		}
		b.stop()
	})
	return nil
}

func (b *Browser) openSessions() []*Session {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := make([]*Session, 0, len(b.sessions))
	for _, s := range b.sessions {
		all = append(all, s)
	}
	return all
}

func (b *Browser) session(id cdp.BrowserContextID) *Session {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.sessions[id]
}

// onEvent hands the events of the whole browser to the session they are of. It
// runs on the goroutine that reads the connection, so it must not block.
func (b *Browser) onEvent(ev any) {
	switch ev := ev.(type) {
	case *target.EventTargetCreated:
		if s := b.session(ev.TargetInfo.BrowserContextID); s != nil {
			s.onTarget(ev.TargetInfo)
		}
	case *protocol.EventDownloadWillBegin:
		for _, s := range b.openSessions() {
			s.onDownload(ev)
		}
	}
}
