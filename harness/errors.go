package harness

import (
	"fmt"
	"strings"
	"time"
)

// BrowserNotFoundError tells that no browser could be found.
type BrowserNotFoundError struct {
	Asked string   // the path that was asked for, or ""
	Tried []string // where it was looked for
	Err   error    // why the asked one cannot be used, or nil
}

func (e *BrowserNotFoundError) Error() string {
	if e.Asked != "" {
		return fmt.Sprintf("the browser %s cannot be used: %v", e.Asked, e.Err)
	}
	return "no Chrome, Chromium or Edge found"
}

func (e *BrowserNotFoundError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *BrowserNotFoundError) Hint() string {
	if e.Asked != "" {
		return "give --browser or SWCHECK_BROWSER the path of a Chrome, Chromium or Edge program, or the ws:// address of a running one"
	}
	return "swcheck doctor --install gets one; one that is elsewhere is named with --browser or SWCHECK_BROWSER"
}

// LaunchError tells that the browser did not start.
type LaunchError struct {
	Path   string
	Output string // the last lines that it printed
	Err    error
}

func (e *LaunchError) Error() string {
	if e.lacksSandbox() {
		return e.Path + " did not start: it must not use its sandbox here"
	}
	text := fmt.Sprintf("%s did not start: %v", e.Path, e.Err)
	if !strings.Contains(text, strings.TrimSpace(e.Output)) { // of a program that ended, chromedp tells it already
		text += "\n" + e.Output
	}
	return strings.TrimSpace(text)
}

func (e *LaunchError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *LaunchError) Hint() string {
	if e.lacksSandbox() {
		return "the system forbids user namespaces: give a container --cap-add=SYS_ADMIN, and Ubuntu the Chrome of Google's own package; or run as root, without a sandbox, for sites that you trust"
	}
	if strings.Contains(e.Output, missingLibrary) || e.Err != nil && strings.Contains(e.Err.Error(), missingLibrary) {
		return "install the library that it names, or a browser from the system's own packages, which bring theirs along"
	}
	if isAddress(e.Path) {
		return "look whether a browser that was started with --remote-debugging-port listens at that address"
	}
	return "look what the program says when it is started by hand, or name another one with --browser"
}

// missingLibrary is what the loader of Linux says of a program whose libraries
// are not there.
const missingLibrary = "error while loading shared libraries"

// lacksSandbox reports whether Chrome said that it can make no sandbox. It says
// so where it may not make user namespaces, as in a container by default.
func (e *LaunchError) lacksSandbox() bool {
	return strings.Contains(e.Output, "No usable sandbox") || e.Err != nil && strings.Contains(e.Err.Error(), "No usable sandbox")
}

// BrowserGoneError tells that the browser crashed or was killed.
type BrowserGoneError struct {
	During string // the step, such as "visit http://…"
	Err    error  // what the protocol said, or nil
}

func (e *BrowserGoneError) Error() string {
	text := "the browser is gone (crashed or killed) during " + e.During
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *BrowserGoneError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *BrowserGoneError) Hint() string {
	return "run it again; where it happens each time, look at the memory that is left, or try another browser with --browser"
}

// PageCrashedError tells that the page's renderer crashed.
type PageCrashedError struct {
	URL string
}

func (e *PageCrashedError) Error() string { return fmt.Sprintf("the page %s crashed", e.URL) }

// Hint tells what to do.
func (e *PageCrashedError) Hint() string {
	return "open the page in a Chrome of your own and look at its memory and console"
}

// PageHungError tells that a page does not answer. Only its silence is known,
// and not what keeps it busy.
type PageHungError struct {
	URL   string
	After time.Duration
}

func (e *PageHungError) Error() string {
	return fmt.Sprintf("the page %s does not answer for %s", e.URL, e.After.Round(time.Millisecond))
}

// Hint tells what to do.
func (e *PageHungError) Hint() string {
	return "look for an endless loop, a dialog that is opened again and again, or a document of many megabytes"
}

// TimeoutError tells that a wait was ended by its limit, and what it was still
// waiting for.
type TimeoutError struct {
	What       string // the step
	After      time.Duration
	WaitingFor []string
}

func (e *TimeoutError) Error() string {
	text := fmt.Sprintf("%s: not done after %s", e.What, e.After.Round(time.Millisecond))
	if len(e.WaitingFor) > 0 {
		text += ", still waiting for " + strings.Join(e.WaitingFor, ", ")
	}
	return text
}

// Hint tells what to do.
func (e *TimeoutError) Hint() string {
	return "give it more time with --timeout, or look why it takes so long"
}

// WorkerFailedError tells that a worker can no longer reach the awaited state:
// it became redundant, or its script was refused, or it was unregistered by the
// site itself.
type WorkerFailedError struct {
	Awaited      State
	ScriptURL    string
	Unregistered bool     // it was installed, and no worker is registered any more
	Reasons      []string // what the browser said of it
}

func (e *WorkerFailedError) Error() string {
	text := fmt.Sprintf("the worker %s failed and will not be %s", e.ScriptURL, e.Awaited)
	if e.Unregistered {
		text = fmt.Sprintf("no worker is registered any more: the site has unregistered %s, which will not be %s", e.ScriptURL, e.Awaited)
	}
	if len(e.Reasons) > 0 {
		text += ": " + strings.Join(e.Reasons, "; ")
	}
	return text
}

// SelectorError tells that no element matches a selector.
type SelectorError struct {
	Selector string
	URL      string
}

func (e *SelectorError) Error() string {
	return fmt.Sprintf("no visible element matches %q on %s", e.Selector, e.URL)
}

// ScriptError tells that evaluated JavaScript threw.
type ScriptError struct {
	Text string
}

func (e *ScriptError) Error() string { return "the script threw: " + e.Text }

// NoPageOpenError tells that no tab shows a page of an origin, without which the
// browser does not say what the origin has stored.
type NoPageOpenError struct {
	Origin string
}

func (e *NoPageOpenError) Error() string {
	return fmt.Sprintf("no page was visited before, and only a page of %s can tell what it has stored", e.Origin)
}

// Hint tells what to do.
func (e *NoPageOpenError) Hint() string { return "visit a page of it before" }

// PageGoneError tells that pages of an origin were visited, and that no tab shows
// one any more.
type PageGoneError struct {
	Origin string
}

func (e *PageGoneError) Error() string {
	return fmt.Sprintf("the tabs show no page of %s any more, and only one can tell what it has stored", e.Origin)
}

// Hint tells what to do.
func (e *PageGoneError) Hint() string {
	return "look for a page that crashes or leads elsewhere; in a scenario, visit one that does not"
}

// CacheNameError tells that Chrome's protocol cannot read a cache by its name.
type CacheNameError struct {
	Cache string
}

func (e *CacheNameError) Error() string {
	return fmt.Sprintf("the cache %q cannot be read: Chrome's protocol does not find caches with a | in their names", e.Cache)
}

// Hint tells what to do.
func (e *CacheNameError) Hint() string { return "give the cache a name without |" }

// CacheMissingError tells that there is no cache of that name.
type CacheMissingError struct {
	Cache string
}

func (e *CacheMissingError) Error() string { return fmt.Sprintf("there is no cache named %q", e.Cache) }
