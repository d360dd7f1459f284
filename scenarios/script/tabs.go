package script

import (
	"context"
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// openTab is one of the tabs of a run, in the order in which they were opened.
type openTab struct {
	tab   *harness.Tab
	shown observation.Visit // when another one was turned to
}

// turnTo lets the steps go on in another tab.
func (r *Run) turnTo(next *openTab) {
	r.tabs[r.here()].shown = r.shown
	r.Session.Use(next.tab)
	r.shown = next.shown
}

// here returns which of the tabs the steps act in. A login may have turned to
// one that the run does not know yet.
func (r *Run) here() int {
	now := r.Session.Tab()
	at := slices.IndexFunc(r.tabs, func(t *openTab) bool { return t.tab == now })
	if at < 0 {
		at, r.tabs = len(r.tabs), append(r.tabs, &openTab{tab: now})
	}
	return at
}

func (r *Run) openTab(ctx context.Context) error {
	tab, err := r.Session.NewTab(ctx)
	if err != nil {
		return err
	}
	opened := &openTab{tab: tab}
	r.tabs = append(r.tabs, opened)
	r.turnTo(opened)
	return nil
}

// closeTab closes the tab that the steps act in. They go on in the one before
// it; where none is left, in a new one that shows nothing.
func (r *Run) closeTab(ctx context.Context) error {
	here := r.here()
	closing := r.tabs[here].tab
	if left := slices.Delete(slices.Clone(r.tabs), here, here+1); len(left) > 0 {
		r.turnTo(left[max(0, here-1)])
		r.tabs = left
	}
	if err := r.Session.CloseTab(ctx, closing); err != nil {
		return err
	}
	if closing == r.tabs[0].tab { // the last one
		r.tabs, r.shown = []*openTab{{tab: r.Session.Tab()}}, observation.Visit{}
	}
	return nil
}

// noTabError tells that there are not so many tabs.
type noTabError struct {
	asked, open    int
	popups, advice string // of tabs that the page opened
}

func (e *noTabError) Error() string {
	text := fmt.Sprintf("there is no tab %d: %d are open", e.asked, e.open)
	if e.open == 1 {
		text = fmt.Sprintf("there is no tab %d: one is open", e.asked)
	}
	if e.popups != "" {
		text += "; " + e.popups
	}
	return text
}

// Hint tells what to do.
func (e *noTabError) Hint() string {
	if e.advice != "" {
		return e.advice
	}
	return "open it before with new-tab; tabs are counted from 1"
}
