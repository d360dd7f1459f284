package harness

import (
	"context"

	protocol "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/swcheck/swcheck/observation"
)

// onTarget looks at a target that appeared in the session's profile: it
// listens to workers and closes windows that a page opened. It runs on the
// goroutine that reads the connection.
func (s *Session) onTarget(info *target.Info) {
	switch info.Type {
	case "service_worker":
		go s.listenTo(info)
	case "page":
		go s.closePopup(info)
	}
}

func (s *Session) closePopup(info *target.Info) {
	s.opening.Lock()
	s.mu.Lock()
	_, own := s.tabs[info.TargetID]
	closed := s.closed
	s.mu.Unlock()
	s.opening.Unlock()
	if own || closed {
		return
	}
	for _, t := range s.openTabs() {
		if info.OpenerID == "" { // no page of ours opened it, such as a worker; what pages open they tell
			t.recorder.popup(info.URL)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	_, _ = cdp.Call(ctx, s.browser.handle(), target.CloseTarget, target.CloseTargetParams{TargetID: info.TargetID})
}

func (s *Session) onDownload(ev *protocol.EventDownloadWillBegin) {
	for _, t := range s.openTabs() {
		if string(t.id) == string(ev.FrameID) {
			t.recorder.download(ev.URL)
		}
	}
}

// listenTo attaches to a worker for its console. A worker that runs behind our
// back would otherwise fail in silence.
func (s *Session) listenTo(info *target.Info) {
	ctx, cancel := chromedp.NewContext(s.browser.driver, chromedp.WithTargetID(info.TargetID),
		chromedp.WithDetachOnCancel(), chromedp.WithListener(s.onWorkerEvent))
	s.mu.Lock()
	closed := s.closed
	if !closed {
		s.release = append(s.release, cancel)
	}
	s.mu.Unlock()
	if closed {
		cancel()
		return
	}
	// A worker that ends while we attach has nothing more to say.
	_ = chromedp.Do(ctx)
}

func (s *Session) onWorkerEvent(ev any) {
	message, ok := consoleMessage(ev)
	if !ok {
		return
	}
	message.Worker = true
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.workerConsole) < maxMessages {
		s.workerConsole = append(s.workerConsole, message)
	}
}

// WorkerConsole returns what the session's workers wrote to the console, and
// what they threw.
func (s *Session) WorkerConsole() []observation.ConsoleMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]observation.ConsoleMessage(nil), s.workerConsole...)
}
