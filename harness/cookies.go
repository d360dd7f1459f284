package harness

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
)

// A StoredCookie is a cookie that the session's profile holds.
type StoredCookie struct {
	Name, Value  string
	Domain, Path string
	HTTPOnly     bool
}

// Cookies returns the cookies that the session's profile holds, of all sites.
func (s *Session) Cookies(ctx context.Context) ([]StoredCookie, error) {
	result, err := cdp.Call(ctx, s.browser.handle(), storage.GetCookies, storage.GetCookiesParams{BrowserContextID: s.id})
	if err != nil {
		return nil, s.browser.explain(err, "the reading of the cookies")
	}
	all := make([]StoredCookie, 0, len(result.Cookies))
	for _, c := range result.Cookies {
		all = append(all, StoredCookie{Name: c.Name, Value: c.Value, Domain: c.Domain, Path: c.Path, HTTPOnly: c.HTTPOnly})
	}
	return all, nil
}

// RemoveCookies removes cookies from the profile, as their expiry does: no page
// and no worker is told.
func (s *Session) RemoveCookies(ctx context.Context, cookies []StoredCookie) error {
	for _, c := range cookies {
		if err := command(s.first, network.DeleteCookies, network.DeleteCookiesParams{Name: c.Name, Domain: c.Domain, Path: c.Path})(ctx); err != nil {
			return s.browser.explain(err, "the removal of the cookie "+c.Name)
		}
	}
	return nil
}
