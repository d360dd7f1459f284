package experiments

import (
	"context"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

const (
	// deployQuiet is shorter than a first look at a page allows: what the page
	// does is known, and there are many loads.
	deployQuiet = 150 * time.Millisecond
	// deployVisitLimit bounds what a page that never rests costs, load after
	// load.
	deployVisitLimit = 10 * time.Second
)

// openForLoads opens a session in which a site is loaded again and again.
func (s Setup) openForLoads(ctx context.Context, with ...func(*harness.SessionOptions)) (*harness.Session, error) {
	return s.open(ctx, append(with, func(o *harness.SessionOptions) {
		if o.Quiet <= 0 {
			o.Quiet = deployQuiet
		}
		if o.VisitLimit <= 0 || o.VisitLimit > deployVisitLimit {
			o.VisitLimit = deployVisitLimit
		}
	})...)
}

// keepingTexts keeps the texts of the first build, of which the gateway makes
// another.
func (s Setup) keepingTexts(o *harness.SessionOptions) {
	o.KeepBody = func(x observation.Exchange) bool {
		return x.Build == "A" && isTextual(x.ResponseHeader.Get("Content-Type")) && sameOrigin(x.URL, s.Target.URL)
	}
}

func isTextual(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "javascript")
}

// withoutBodies drops the texts that were kept to make a new build of: the
// observation tells of bytes by their hash.
func withoutBodies(log observation.SessionLog) observation.SessionLog {
	for i := range log.Exchanges { // the log is a copy
		log.Exchanges[i].Body = nil
	}
	return log
}
