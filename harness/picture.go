package harness

import (
	"context"
	"math"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"github.com/swcheck/swcheck/observation"
)

// A picture is for a report that shows many: small, and no reason to wait long.
const (
	pictureQuality = 70 // of WebP, in percent
	pictureLimit   = 5 * time.Second
)

// Picture returns what the tab shows, scaled down to the width in pixels where
// it is wider.
func (t *Tab) Picture(ctx context.Context, width int) (*observation.Picture, error) {
	bounded, cancel := patient(ctx, min(pictureLimit, t.session.options.VisitLimit))
	defer cancel()
	metrics, err := cdp.Call(bounded, t.handle, page.GetLayoutMetrics, cdp.Empty{})
	if err != nil {
		return nil, t.session.browser.explain(t.unanswered(bounded, err), "the picture")
	}
	view := metrics.CSSVisualViewport
	scale := min(1, float64(width)/max(1, view.ClientWidth))
	shot, err := cdp.Call(bounded, t.handle, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatWebp, Quality: new(int64(pictureQuality)),
		Clip: &page.Viewport{X: view.PageX, Y: view.PageY, Width: view.ClientWidth, Height: view.ClientHeight, Scale: scale},
	})
	if err != nil {
		return nil, t.session.browser.explain(t.unanswered(bounded, err), "the picture")
	}
	return &observation.Picture{
		Type: "image/webp", Data: shot.Data,
		Width: int(math.Round(view.ClientWidth * scale)), Height: int(math.Round(view.ClientHeight * scale)),
	}, nil
}
