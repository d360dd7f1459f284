package registration

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// A comparison says how one load of the start page compares with others.
type comparison struct {
	works     bool
	why       string // not
	uncertain string // why that cannot be told, or ""
}

// compare says whether a load shows a page that works as any of the others
// does. One that equals is enough: a page can greet those who return, and many
// show something new at each load. Where the others differ among themselves,
// a difference in nothing but the text says nothing.
func compare(got *observation.Visit, log observation.SessionLog, others []observation.Visit) comparison {
	if reason, ok := reading.Usable(got); !ok {
		return comparison{uncertain: reason}
	}
	if len(others) == 0 {
		return comparison{uncertain: "there is no sound load of the page to compare with"}
	}
	if reason, failed := serverFailed(*got, log); failed {
		return comparison{uncertain: reason}
	}
	if got.Status >= 400 {
		return comparison{why: fmt.Sprintf("it is answered with status %d", got.Status)}
	}
	var whys []string
	for _, other := range others {
		ready, why := reading.Ready(*got, other)
		if ready {
			return comparison{works: true}
		}
		whys = append(whys, why)
	}
	if url, open := unanswered(*got); open {
		return comparison{uncertain: fmt.Sprintf("%s was looked at while it still waited for %s", reading.Path(got.URL), reading.Path(url))}
	}
	if varies(others) && onlyText(*got, others[0]) {
		return comparison{uncertain: "the text of the page differs from load to load, also where no worker has a part in it"}
	}
	return comparison{why: whys[0]}
}

// unanswered returns a request of the page that had neither an answer nor an
// error when the visit ended: what it would have brought may be what is
// missing. The worker that has it may not have asked the network yet. Frames
// do not bring the page its text, and an error page waits for nothing.
func unanswered(v observation.Visit) (url string, open bool) {
	if v.Error != "" {
		return "", false
	}
	for _, r := range v.Requests {
		if r.Status == 0 && r.Error == "" && !r.Canceled && !r.Document && r.Destination != "document" && r.Destination != "iframe" {
			return r.URL, true
		}
	}
	return "", false
}

// sound returns those of the loads that came to rest and showed the page.
func sound(visits ...*observation.Visit) []observation.Visit {
	var all []observation.Visit
	for _, v := range visits {
		if _, ok := reading.Usable(v); ok && v.Error == "" && v.Status < 400 && len(v.Downloads) == 0 {
			all = append(all, *v)
		}
	}
	return all
}

// serverFailed reports whether it is the network or the server that a load
// failed for, and no worker.
func serverFailed(v observation.Visit, log observation.SessionLog) (reason string, failed bool) {
	from, stamped := log.Exchange(v.Exchange)
	rewritten := stamped && !reading.SameURL(from.URL, v.URL) && !reading.SameURL(from.URL, v.Final) // by a worker
	if v.Status >= 400 && v.ServedBy == observation.ByNetwork && !rewritten {
		return fmt.Sprintf("the server answered %s with status %d", reading.Path(v.URL), v.Status), true
	}
	for _, e := range log.Exchanges {
		during := !e.Started.Before(v.Started)
		broke := e.Outcome == observation.Failed || e.Outcome == observation.Broken
		if v.Error != "" && during && broke && e.Network == observation.Online && reading.SameURL(e.URL, v.URL) {
			return fmt.Sprintf("%s got no answer from the server: %s", reading.Path(v.URL), e.Error), true
		}
	}
	return "", false
}

func varies(visits []observation.Visit) bool {
	for i, a := range visits {
		for _, b := range visits[i+1:] {
			if _, lost := reading.TextLost(a, b); lost {
				return true
			}
			if _, lost := reading.TextLost(b, a); lost {
				return true
			}
		}
	}
	return false
}

// onlyText reports whether nothing but its text tells a load from a sound one.
func onlyText(got, online observation.Visit) bool {
	if reading.Blank(got) && !reading.Blank(online) {
		return false
	}
	got.Text = online.Text
	ready, _ := reading.Ready(got, online)
	return ready
}

// loadsWithoutControl returns the loads of the start page in which no worker
// had a part, or none from the start.
func loadsWithoutControl(o *observation.Observations) []*observation.Visit {
	loads := firstLoads(o)
	if r := o.ReturnVisit; r != nil && r.HardReload != nil {
		loads = append(loads, r.HardReload)
	}
	if w := o.WithoutWorker; w != nil {
		loads = append(loads, &w.Visit)
	}
	return loads
}

// firstLoads returns the loads of the start page before there was a worker. Where
// it takes control of one of them, one that ended without it was looked at too
// early: what the page does once it is controlled was still to come.
func firstLoads(o *observation.Observations) []*observation.Visit {
	var loads []*observation.Visit
	if r := o.ReturnVisit; r != nil {
		loads = append(loads, &r.First)
	}
	if f := o.FirstVisit; f != nil {
		loads = append(loads, &f.Visit)
	}
	claims := func(v *observation.Visit) bool { return v.Controller != "" }
	if !slices.ContainsFunc(loads, claims) {
		return loads
	}
	return slices.DeleteFunc(loads, func(v *observation.Visit) bool { return !claims(v) })
}

// loadInControl returns the load of the start page that a worker was in charge
// of from its start, and the log of its session.
func loadInControl(o *observation.Observations) (*observation.Visit, observation.SessionLog) {
	if r := o.ReturnVisit; r != nil && r.Second != nil {
		return r.Second, r.SessionLog
	}
	if off := o.Offline; off != nil && len(off.Pages) > 0 {
		return &off.Pages[0].Online, off.SessionLog
	}
	return nil, observation.SessionLog{}
}

func without(visits []*observation.Visit, one *observation.Visit) []*observation.Visit {
	return slices.DeleteFunc(visits, func(v *observation.Visit) bool { return v == one })
}
