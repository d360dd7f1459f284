package matchers

import (
	"fmt"
	"time"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// BeAppReady matches a visit whose page works, and not only came: by the
// session's own check (SessionOptions.Ready) where it has one, else no error
// page and not blank, no script or style sheet of its origin failed, and nothing
// was thrown that nothing caught. With [KnownOnline] its text must still be
// there, too, and what failed or was thrown online does not count.
func BeAppReady(of ...Knowledge) types.GomegaMatcher {
	return ofVisits(phrase{"be", "app-ready"}, func(v observation.Visit) (verdict, error) {
		online := observation.Visit{Text: v.Text, VisibleMedia: v.VisibleMedia, MIMEType: "text/html"}
		if k := knowing(of); k.online != nil {
			online = *k.online
		}
		ready, reason := likeness.Ready(v, online)
		if ready {
			return verdict{true, phrase{"is", "app-ready"}}, nil
		}
		return verdict{false, phrase{"is", "not app-ready: " + reason}}, nil
	})
}

// BeComplete matches a visit of whose page no script, style sheet, picture or
// font of its own origin failed. What counts visitors and what hosts inject
// does not count.
func BeComplete() types.GomegaMatcher {
	return ofPages(phrase{"be", "complete"}, func(v observation.Visit) (verdict, error) {
		var failed []string
		for _, q := range likeness.FailedAssets(v, true) {
			if likeness.IsPart(q) {
				failed = append(failed, fmt.Sprintf("the %s %s (%s)", q.Destination, likeness.Path(q.URL), likeness.Failure(q)))
			}
		}
		if len(failed) == 0 {
			return verdict{true, phrase{"is", "complete"}}, nil
		}
		return verdict{false, phrase{"lacks", several(failed)}}, nil
	})
}

// HaveNoException matches a visit whose page threw nothing that nothing caught.
// A rejection that says no more than that the network is gone does not count.
func HaveNoException() types.GomegaMatcher {
	return ofPages(phrase{"have", "no uncaught exception"}, func(v observation.Visit) (verdict, error) {
		var thrown []string
		for _, m := range likeness.NewExceptions(v, observation.Visit{}) {
			text := likeness.FirstLine(m.Text)
			if m.URL != "" {
				text += fmt.Sprintf(" (%s:%d)", likeness.Path(m.URL), m.Line)
			}
			thrown = append(thrown, text)
		}
		if len(thrown) == 0 {
			return verdict{true, phrase{"has", "none"}}, nil
		}
		return verdict{false, phrase{"has", several(thrown)}}, nil
	})
}

// HaveFirstContentWithin matches a visit that painted its first text or picture
// within this time from its start. The browser's error page has no content.
func HaveFirstContentWithin(limit time.Duration) types.GomegaMatcher {
	want := phrase{"show", fmt.Sprintf("its first content within %s", limit)}
	return ofVisits(want, func(v observation.Visit) (verdict, error) {
		took := time.Duration(v.Painted * float64(time.Millisecond)).Round(time.Millisecond)
		switch {
		case v.Error != "", v.Painted == 0:
			return verdict{false, phrase{"showed", "none"}}, nil
		}
		return verdict{took <= limit, phrase{"showed", fmt.Sprintf("it after %s", took)}}, nil
	})
}
