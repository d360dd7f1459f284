package reading

import (
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Visits returns all visits of sessions in which workers were allowed, in the
// order in which they were made.
func Visits(o *observation.Observations) []observation.Visit {
	var all []observation.Visit
	add := func(visits ...*observation.Visit) {
		for _, v := range visits {
			if v != nil {
				all = append(all, *v)
			}
		}
	}
	if f := o.FirstVisit; f != nil {
		add(&f.Visit, f.OfflineAfter)
	}
	if r := o.ReturnVisit; r != nil {
		add(&r.First, r.Second, r.HardReload)
	}
	if off := o.Offline; off != nil {
		for i := range off.Pages {
			add(&off.Pages[i].Online)
		}
		for i := range off.Pages {
			add(off.Pages[i].Offline)
		}
		add(off.Unvisited, off.Unknown, off.StartURL)
		for i := range off.Tracking {
			add(&off.Tracking[i].Visit)
		}
		for i := range off.Items {
			add(&off.Items[i].Visit)
		}
		add(off.Recovery)
	}
	return all
}

// Usable reports whether a visit can be judged, and why not; see
// [likeness.Usable].
func Usable(v *observation.Visit) (reason string, ok bool) { return likeness.Usable(v) }

// Blank reports whether a visit shows nothing at all; see [likeness.Blank].
func Blank(v observation.Visit) bool { return likeness.Blank(v) }

// Ready reports whether a page works as it did online, and if not, why; see
// [likeness.Ready].
func Ready(got, online observation.Visit) (bool, string) { return likeness.Ready(got, online) }

// TextLost returns how much of the online text a visit still shows, and whether
// so much is missing that the page cannot be said to be there; see
// [likeness.TextLost].
func TextLost(got, online observation.Visit) (kept float64, lost bool) {
	return likeness.TextLost(got, online)
}

// NewExceptions returns what a visit threw and nothing caught, without what the
// online visit threw as well; see [likeness.NewExceptions].
func NewExceptions(got, online observation.Visit) []observation.ConsoleMessage {
	return likeness.NewExceptions(got, online)
}
