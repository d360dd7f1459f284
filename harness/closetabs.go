package harness

import (
	"context"
	"errors"
	"slices"
)

// CloseTabs closes all tabs of the session, as a visitor does who leaves the
// site, and returns when no worker controls any of them. A new first tab shows
// nothing: the protocol tells of workers and caches to pages only, so without
// any tab nobody would tell what the workers do now that they may. A worker does
// not count a blank tab as one of its pages. No tab may be in use meanwhile.
func (s *Session) CloseTabs(ctx context.Context) error {
	before := s.openTabs()
	blank, err := s.NewTab(ctx)
	if err != nil {
		return err
	}
	return s.closeFor(ctx, blank, before)
}

// CloseTab closes a tab, and returns when no worker controls it. After the last
// one there is a new one that shows nothing, as after [Session.CloseTabs].
// Where the session's own methods acted in it, they act in the first of those
// that are left.
func (s *Session) CloseTab(ctx context.Context, t *Tab) error {
	left := slices.DeleteFunc(s.openTabs(), func(other *Tab) bool { return other == t })
	if len(left) == 0 {
		return s.CloseTabs(ctx)
	}
	next := left[0]
	if slices.Contains(left, s.first) {
		next = s.first
	}
	return s.closeFor(ctx, next, []*Tab{t})
}

// closeFor closes tabs, and lets another one do what they did.
func (s *Session) closeFor(ctx context.Context, next *Tab, closing []*Tab) error {
	used := s.Tab()
	if slices.Contains(closing, s.first) {
		for _, listen := range next.listening() {
			if err := listen(ctx); err != nil {
				return s.browser.explain(err, "the listening in another tab")
			}
		}
		s.first = next
		if s.quota > 0 {
			if err := s.SetQuota(ctx, s.quota); err != nil {
				return err
			}
		}
	}
	if slices.Contains(closing, used) {
		s.Use(next)
	}
	var gone []string
	var release []context.CancelFunc
	for _, t := range closing {
		gone = append(gone, string(t.id))
		release = append(release, func() { _ = t.Close() })
	}
	sideBySide(release)
	err := s.wait(ctx, "close the tabs", func() ([]string, error) { return s.workers.controlling(gone), nil })
	if errors.As(err, new(*TimeoutError)) && ctx.Err() == nil {
		err = nil // a browser that forgets to tell does not keep the tabs open
	}
	return err
}
