package cache

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// A session is what one session of the audit stored, with its log.
type session struct {
	observation.SessionLog
	caches []observation.Cache
}

// sessions returns the sessions, the longest first, so that an entry which
// several of them have is told of by the one that knows most about it.
func sessions(o *observation.Observations) []session {
	var all []session
	if off := o.Offline; off != nil {
		all = append(all, session{off.SessionLog, off.Caches})
	}
	if r := o.ReturnVisit; r != nil {
		all = append(all, session{r.SessionLog, r.Caches})
	}
	if f := o.FirstVisit; f != nil {
		all = append(all, session{f.SessionLog, f.Caches})
	}
	return all
}

// An item is one stored response, with the session that stored it.
type item struct {
	observation.CacheEntry
	cache string
	in    session
}

func (i item) evidence(text string, args ...any) finding.Evidence {
	return finding.Evidence{Kind: finding.OfCacheEntry, URL: i.URL, Cache: i.cache, Text: fmt.Sprintf(text, args...), Exchange: i.Exchange}
}

// items returns what is stored, each URL in each cache once.
func items(o *observation.Observations) []item {
	var all []item
	seen := map[[3]string]bool{}
	for _, s := range sessions(o) {
		for _, c := range s.caches {
			for _, e := range c.Entries {
				key := [3]string{c.Name, e.Method, e.URL}
				if !seen[key] {
					seen[key] = true
					all = append(all, item{e, c.Name, s})
				}
			}
		}
	}
	return all
}

// nothingStored returns the verdict of a rule that found no entry to judge.
func nothingStored(o *observation.Observations) finding.Verdict {
	if len(sessions(o)) == 0 {
		return finding.CannotTell("no visit could be made, so nothing is known of what is stored")
	}
	if verdict, none := reading.NoBenefit(o); none {
		return verdict
	}
	return finding.DoesNotApply("nothing is stored in Cache Storage")
}

// atMost keeps the evidence of a finding readable.
func atMost(evidence []finding.Evidence) []finding.Evidence {
	return evidence[:min(len(evidence), 10)]
}

func andMore(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", and one more"
	}
	return fmt.Sprintf(", and %d more", n)
}
