package harness

import (
	"context"
	"errors"
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
	for _, listen := range blank.listening() {
		if err := listen(ctx); err != nil {
			return s.browser.explain(err, "the listening in a blank tab")
		}
	}
	s.first = blank
	var gone []string
	var release []context.CancelFunc
	for _, t := range before {
		gone = append(gone, string(t.id))
		release = append(release, func() { _ = t.Close() })
	}
	sideBySide(release)
	err = s.wait(ctx, "close the tabs", func() ([]string, error) { return s.workers.controlling(gone), nil })
	if errors.As(err, new(*TimeoutError)) && ctx.Err() == nil {
		err = nil // a browser that forgets to tell does not keep the tabs open
	}
	return err
}
