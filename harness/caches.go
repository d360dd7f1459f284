package harness

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cachestorage"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/storage"

	"github.com/swcheck/swcheck/observation"
)

const (
	entriesAtOnce = 500
	maxEntries    = 5000 // of one cache
	cacheReadings = 50   // until one cache is read whole
)

// Caches returns the caches of the origin of the session's Base, with up to
// 5,000 entries each. Errors: [*NoPageOpenError] where no tab shows a page by
// which they could be read, [*PageGoneError] where none does any more,
// [*CacheNameError] where Chrome cannot read one.
func (s *Session) Caches(ctx context.Context) ([]observation.Cache, error) {
	reader, names, err := s.cacheNames(ctx)
	if err != nil {
		return nil, s.browser.explain(err, "the reading of Cache Storage")
	}
	log := observation.SessionLog{Exchanges: s.Exchanges()}
	caches := make([]observation.Cache, 0, len(names))
	for _, c := range names {
		one, err := s.readWhole(ctx, reader, c, log)
		if isNameRefused(c, err) {
			return nil, &CacheNameError{Cache: clip(c.CacheName, maxMessageBytes)}
		}
		if err != nil {
			return nil, s.browser.explain(err, "the reading of the cache "+c.CacheName)
		}
		caches = append(caches, one)
	}
	return caches, nil
}

// cacheNames returns the caches and the tab that can read them: Chrome reads
// Cache Storage in a page of its origin, and finds none in a tab that shows the
// browser's error page.
func (s *Session) cacheNames(ctx context.Context) (*Tab, []*cachestorage.Cache, error) {
	var failure error
	for _, t := range s.readers() {
		bounded, cancel := t.whileAlive(ctx)
		result, err := cdp.Call(bounded, t.handle, cachestorage.RequestCacheNames,
			cachestorage.RequestCacheNamesParams{SecurityOrigin: origin(s.base)})
		cancel()
		if err == nil {
			return t, result.Caches, nil
		}
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		failure = errors.Join(failure, err)
	}
	if !s.visited() {
		return nil, nil, &NoPageOpenError{Origin: origin(s.base)}
	}
	if isFrameGone(failure) {
		return nil, nil, &PageGoneError{Origin: origin(s.base)}
	}
	return nil, nil, failure
}

// isFrameGone reports whether Chrome knows no page of the origin: the tabs show
// the browser's error page, or are about to load. The error has no code of its own.
func isFrameGone(err error) bool {
	var failed *cdproto.Error
	return errors.As(err, &failed) && strings.HasPrefix(failed.Message, "No frame found for given storage key")
}

// readers returns the tabs, the first one first.
func (s *Session) readers() []*Tab {
	others := slices.DeleteFunc(s.openTabs(), func(t *Tab) bool { return t == s.first })
	return append([]*Tab{s.first}, others...)
}

// visited reports whether a tab was led to a page.
func (s *Session) visited() bool {
	return slices.ContainsFunc(s.readers(), func(t *Tab) bool { return t.location() != "" })
}

// readWhole reads a cache as it is at one moment. Chrome lists the keys first
// and then asks for the response of each; so a reading fails whole where one of
// them was deleted meanwhile, as it is again and again by a worker that bounds
// its cache. It is begun anew then, since what was read of it is no more true.
func (s *Session) readWhole(ctx context.Context, reader *Tab, c *cachestorage.Cache, log observation.SessionLog) (one observation.Cache, err error) {
	for range cacheReadings {
		if one, err = s.readCache(ctx, reader, c, log); !isEntryGone(err) {
			break
		}
	}
	return one, err
}

// isEntryGone reports whether Chrome found an entry listed, and then no more.
// The error has no code of its own.
func isEntryGone(err error) bool {
	var failed *cdproto.Error
	return errors.As(err, &failed) &&
		strings.HasPrefix(failed.Message, "Error requesting responses for cache") && strings.HasSuffix(failed.Message, "not found.")
}

// isNameRefused reports whether Chrome took the name for two: between the parts
// of its own IDs of caches stands a |. The error has no code of its own.
func isNameRefused(c *cachestorage.Cache, err error) bool {
	var failed *cdproto.Error
	return strings.Contains(c.CacheName, "|") && errors.As(err, &failed) && failed.Message == "Couldn't retreive caches"
}

func (s *Session) readCache(ctx context.Context, reader *Tab, c *cachestorage.Cache, log observation.SessionLog) (observation.Cache, error) {
	one := observation.Cache{Name: clip(c.CacheName, maxMessageBytes), Origin: origin(s.base), Entries: []observation.CacheEntry{}}
	for len(one.Entries) < maxEntries {
		page, err := cdp.Call(ctx, reader.handle, cachestorage.RequestEntries, cachestorage.RequestEntriesParams{
			CacheID: c.CacheID, SkipCount: int64(len(one.Entries)), PageSize: entriesAtOnce,
		})
		if err != nil {
			return one, err
		}
		for _, e := range page.CacheDataEntries {
			one.Entries = append(one.Entries, cacheEntry(e, log))
		}
		if left := int(page.ReturnCount) - len(one.Entries); left <= 0 || len(page.CacheDataEntries) == 0 {
			break
		} else if len(one.Entries) >= maxEntries {
			one.Truncated = left
		}
	}
	return one, nil
}

func cacheEntry(e *cachestorage.DataEntry, log observation.SessionLog) observation.CacheEntry {
	entry := observation.CacheEntry{
		URL: clip(e.RequestURL, maxURLBytes), Method: e.RequestMethod, RequestHeader: fields(e.RequestHeaders),
		Status: int(e.ResponseStatus), Type: responseType(e.ResponseType), Header: fields(e.ResponseHeaders),
		Bytes: -1, Responded: time.UnixMicro(int64(e.ResponseTime * 1e6)).UTC(),
	}
	entry.Exchange = stamp(entry.Header)
	if x, ok := log.Exchange(entry.Exchange); ok {
		entry.Bytes = bodyBytes(x, log)
	}
	return entry
}

// bodyBytes returns the size of the body that the exchange stands for. A 304
// carries the stamp and no body: the body is that of an exchange before it.
func bodyBytes(x observation.Exchange, log observation.SessionLog) int64 {
	if x.Status != http.StatusNotModified {
		return x.BodyBytes
	}
	for _, earlier := range slices.Backward(log.Exchanges) {
		if earlier.ID < x.ID && earlier.URL == x.URL && earlier.Method == http.MethodGet && earlier.Status == http.StatusOK {
			return earlier.BodyBytes
		}
	}
	return -1
}

func fields(from []*cachestorage.Header) observation.Header {
	to := observation.Header{}
	for _, f := range from {
		key := http.CanonicalHeaderKey(f.Name)
		to[key] = append(to[key], f.Value)
	}
	return to
}

// responseType returns the type in the words of Response.type.
func responseType(t cachestorage.CachedResponseType) string {
	switch t {
	case cachestorage.CachedResponseTypeOpaqueResponse:
		return "opaque"
	case cachestorage.CachedResponseTypeOpaqueRedirect:
		return "opaqueredirect"
	}
	return string(t)
}

// CachedBody returns the stored body of the URL in the named cache.
func (s *Session) CachedBody(ctx context.Context, cache, url string) ([]byte, error) {
	reader, names, err := s.cacheNames(ctx)
	if err != nil {
		return nil, s.browser.explain(err, "the reading of Cache Storage")
	}
	for _, c := range names {
		if c.CacheName != cache {
			continue
		}
		stored, err := cdp.Call(ctx, reader.handle, cachestorage.RequestCachedResponse, cachestorage.RequestCachedResponseParams{
			CacheID: c.CacheID, RequestURL: url, RequestHeaders: []*cachestorage.Header{},
		})
		if err != nil {
			return nil, s.browser.explain(err, "the reading of "+url+" in the cache "+cache)
		}
		return stored.Response.Body, nil
	}
	return nil, &CacheMissingError{Cache: cache}
}

func (s *Session) usage(ctx context.Context) (observation.Storage, error) {
	u, err := cdp.Call(ctx, s.first.handle, storage.GetUsageAndQuota, storage.GetUsageAndQuotaParams{Origin: origin(s.base)})
	if err != nil {
		return observation.Storage{}, s.browser.explain(err, "the reading of the storage's size")
	}
	all := observation.Storage{UsageBytes: int64(u.Usage), QuotaBytes: int64(u.Quota)}
	for _, kind := range u.UsageBreakdown {
		if kind.StorageType == storage.TypeCacheStorage {
			all.CacheStorageBytes = int64(kind.Usage)
		}
	}
	return all, nil
}

// SetQuota limits what the origin of the session's Base may store, in bytes; 0
// takes the limit back. A cache.put beyond it fails with QuotaExceededError.
func (s *Session) SetQuota(ctx context.Context, bytes int64) error {
	params := storage.OverrideQuotaForOriginParams{Origin: origin(s.base)}
	if bytes > 0 {
		params.QuotaSize = new(float64(bytes))
	}
	s.quota = bytes
	return s.browser.explain(command(s.first, storage.OverrideQuotaForOrigin, params)(ctx), "the setting of the quota")
}
