package harness

import (
	"encoding/json"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// A gestureListener makes gestures of the events of a page.
type gestureListener struct {
	frame cdp.FrameID
	heard func(Gesture)

	requested map[string]bool // URLs to which the page itself is about to go
	acted     time.Time       // when something was last done in the page, until the page has gone somewhere
	shown     string          // URL of the document
	left      []string        // documents that were left with the back button, the last one at the end
	moving    bool            // the history is being moved in
}

// soon is how long after a click the page's own way through the history may
// begin: it is not told apart from the browser's buttons by anything else.
const soon = time.Second

// onEvent follows the page, in the order of its events. It runs on the goroutine
// that reads the page's messages, so it must not block.
func (l *gestureListener) onEvent(ev any) {
	switch ev := ev.(type) {
	case *runtime.EventBindingCalled:
		if ev.Name == gestureBinding {
			l.onTold(ev.Payload)
		}
	case *page.EventFrameRequestedNavigation:
		if ev.FrameID == l.frame {
			if l.requested == nil {
				l.requested = map[string]bool{}
			}
			l.requested[ev.URL] = true
		}
	case *page.EventFrameStartedNavigating:
		if ev.FrameID == l.frame {
			l.onNavigating(ev)
		}
	case *page.EventNavigatedWithinDocument:
		if ev.FrameID == l.frame {
			l.arrived(ev.URL)
		}
	case *page.EventFrameNavigated:
		if ev.Frame.ParentID == "" {
			l.arrived(ev.Frame.URL)
		}
	}
}

func (l *gestureListener) onTold(payload string) {
	var g Gesture
	if len(payload) > maxGestureBytes || json.Unmarshal([]byte(payload), &g) != nil {
		return
	}
	g.Selector, g.Text = clip(g.Selector, maxSelectorBytes), clip(g.Text, maxFieldBytes)
	g.URL, g.Key = clip(g.URL, maxURLBytes), clip(g.Key, 50)
	if g.Secret {
		g.Text = ""
	}
	l.acted = time.Now()
	l.heard(g)
}

// onNavigating tells of navigations that the browser began. Those that a page
// began were requested before, and follow from what was done in it.
//
// Source: https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-frameStartedNavigating
func (l *gestureListener) onNavigating(ev *page.EventFrameStartedNavigating) {
	if l.requested[ev.URL] {
		return
	}
	g := Gesture{URL: clip(ev.URL, maxURLBytes)}
	switch ev.NavigationType {
	case page.FrameStartedNavigatingNavigationTypeReload:
		g.Kind = GestureReload
	case page.FrameStartedNavigatingNavigationTypeReloadBypassingCache:
		g.Kind = GestureHardReload
	case page.FrameStartedNavigatingNavigationTypeDifferentDocument:
		if !isWeb(ev.URL) {
			return
		}
		g.Kind = GestureVisit
	case page.FrameStartedNavigatingNavigationTypeHistoryDifferentDocument, page.FrameStartedNavigatingNavigationTypeHistorySameDocument:
		steps := l.move(ev.URL)
		if time.Since(l.acted) < soon {
			return
		}
		g.Kind, g.Steps = GestureHistory, steps
	default:
		return
	}
	l.heard(g)
}

// move follows a move in the history, and returns 1 for one forward, to where
// the way back began, and -1 for one back.
func (l *gestureListener) move(to string) int {
	l.moving = true
	if last := len(l.left) - 1; last >= 0 && l.left[last] == to {
		l.left = l.left[:last]
		return 1
	}
	l.left = append(l.left, l.shown)
	return -1
}

func (l *gestureListener) arrived(at string) {
	if !l.moving {
		l.left = nil
	}
	l.moving, l.requested, l.acted, l.shown = false, nil, time.Time{}, at
}
