package harness

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/storage"
)

// ClearCookies removes all cookies of the session's profile. No page and no
// worker is told.
func (s *Session) ClearCookies(ctx context.Context) error {
	_, err := cdp.Call(ctx, s.browser.handle(), storage.ClearCookies, storage.ClearCookiesParams{BrowserContextID: s.id})
	return s.browser.explain(err, "the removal of the cookies")
}

// ClearCaches deletes the caches of the origin of the session's Base. Workers
// stay, and find none.
func (s *Session) ClearCaches(ctx context.Context) error {
	return s.clearData(ctx, "cache_storage", "the removal of the caches")
}

// ClearStorage empties what pages of the origin of the session's Base have
// stored beside caches and cookies: databases, local and session storage, files.
func (s *Session) ClearStorage(ctx context.Context) error {
	if err := s.clearData(ctx, "file_systems,indexeddb,local_storage,storage_buckets", "the emptying of the storage"); err != nil {
		return err
	}
	// It belongs to a tab, and the protocol clears it with the tab only. A page
	// that has none, such as the browser's error page, throws.
	for _, t := range s.openTabs() {
		if _, err := t.inIsolation(ctx, "try { sessionStorage.clear() } catch {}"); err != nil && !isGone(err) {
			return s.browser.explain(err, "the emptying of the session's storage")
		}
	}
	return nil
}

func (s *Session) clearData(ctx context.Context, kinds, what string) error {
	clear := command(s.first, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: origin(s.base), StorageTypes: kinds})
	return s.browser.explain(clear(ctx), what)
}
