package session

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// Bytes without a stamp were made by the worker or the page itself, of whatever
// was kept somewhere. Whose they are only what is shown can tell; and where it
// does not, that is unknown, and no pass.

func isPrivate(u *observation.Users, url string) bool {
	return slices.ContainsFunc(u.Private, func(private string) bool { return reading.SameURL(private, url) })
}

// madeByWorker reports whether the worker made the response itself, or had made the one
// that it took from the cache.
func madeByWorker(by observation.ServedBy, exchange int) bool {
	return byWorker(by) && exchange == 0
}

// unstamped judges a visit of a private page by what it shows: whether that is
// the first user's, or may be.
func unstamped(u *observation.Users, s *observation.UserSession, p observation.UserPhase, v observation.Visit) (found, unclear []leak) {
	if !isPrivate(u, v.URL) || v.Error != "" {
		return nil, nil
	}
	l := leak{url: v.URL, of: u.First, how: reading.From(v), cache: v.Cache}
	if l.why = proof(u, s, p, v); l.why != "" {
		return []leak{l}, nil
	}
	if l.why = doubt(u, s, p, v); l.why != "" {
		return nil, []leak{l}
	}
	return nil, nil
}

// proof tells by what a visit shows the first user's page, or "".
func proof(u *observation.Users, s *observation.UserSession, p observation.UserPhase, v observation.Visit) string {
	few := fewPrivateWords
	if truth(&u.UserSession, observation.PhaseSecond, v.URL) != nil || truth(u.Expiry, observation.PhaseSecond, v.URL) != nil {
		few = fewOwnWords
	}
	switch {
	case showsOnly(v.Text, tellingWords(u, u.First, v.URL), few):
		return "all the words of that user's page are there"
	case madeByWorker(v.ServedBy, v.Exchange) && isCopy(u, s, p, v):
		return "it is just what the site shows to that user"
	}
	return ""
}

// isCopy reports whether a visit shows, to the letter, what the site shows to
// the first user, and not to who is logged in now.
func isCopy(u *observation.Users, s *observation.UserSession, p observation.UserPhase, v observation.Visit) bool {
	if reading.Blank(v) || truth(s, observation.PhaseAnonymous, v.URL) == nil || !slices.Contains(looksAt(u, u.First, v.URL), v.Text) {
		return false
	}
	if p.User != "" {
		now := looksAt(u, p.User, v.URL)
		return len(now) > 0 && !slices.Contains(now, v.Text)
	}
	return !slices.Contains(toNobodyShown(s), v.Text)
}

// toNobodyShown returns what was shown before anybody logged in, anywhere.
func toNobodyShown(s *observation.UserSession) []string {
	p, _ := s.Phase(observation.PhaseAnonymous)
	var texts []string
	for _, v := range slices.Concat(p.Truth, p.Visits) {
		texts = append(texts, v.Text)
	}
	return texts
}

// doubt tells why what a visit shows may be the first user's, or "". A refusal
// is nobody's secret, and neither is what was stored before anybody logged in.
func doubt(u *observation.Users, s *observation.UserSession, p observation.UserPhase, v observation.Visit) string {
	if _, ok := reading.Usable(&v); !ok || v.Status >= 400 || storedBefore(s, v.Cache, v.URL) {
		return ""
	}
	words := tellingWords(u, u.First, v.URL)
	switch there := share(v.Text, words); {
	case there == 1:
		return "it shows what the site shows to that user alone, which is too little to be sure"
	case there > 0.5:
		return "it shows most of what the site shows to that user alone"
	case len(words) == 0 && madeByWorker(v.ServedBy, v.Exchange) && nearTo(u, s, p, v):
		return "its bytes carry no stamp, and no word tells whose it is"
	}
	return ""
}

// nearTo reports whether what a visit shows may be the user's page, where no
// word tells that page from all others.
func nearTo(u *observation.Users, s *observation.UserSession, p observation.UserPhase, v observation.Visit) bool {
	const alike = 0.6
	nearest := func(texts []string) float64 {
		best := 0.0
		for _, text := range texts {
			best = max(best, reading.Similarity(text, v.Text))
		}
		return best
	}
	others := nearest(toNobodyShown(s))
	if p.User != "" {
		others = max(others, nearest(looksAt(u, p.User, v.URL)))
	}
	looks := looksAt(u, u.First, v.URL)
	if len(looks) == 0 {
		return others < 1
	}
	near := nearest(looks)
	return near >= alike && near > others
}

// unclearIn returns what was given for private URLs in a phase and may be the
// first user's.
func unclearIn(u *observation.Users, s *observation.UserSession, name observation.PhaseName) []leak {
	p, _ := s.Phase(name)
	var all []leak
	var seen []observation.Visit // of which it is known what they show
	for _, v := range p.Visits {
		found, unclear := unstamped(u, s, p, v)
		all = append(all, unclear...)
		if _, usable := reading.Usable(&v); usable && len(found)+len(unclear) == 0 {
			seen = append(seen, v)
		}
	}
	requests := p.Data
	for _, v := range p.Visits {
		requests = slices.Concat(requests, reading.Shown(v))
	}
	for _, q := range requests {
		if !q.Document && isUnknown(u, s, q) && !slices.ContainsFunc(seen, func(v observation.Visit) bool { return sameAnswer(v, q) }) {
			how := reading.From(observation.Visit{ServedBy: q.ServedBy, Cache: q.Cache})
			all = append(all, leak{url: q.URL, of: u.First, how: how, cache: q.Cache, why: "its bytes carry no stamp, and what it holds was not seen"})
		}
	}
	shown := leaksIn(u, s, name)
	all = slices.DeleteFunc(all, func(l leak) bool { return isAmong(shown, l.url) })
	return byURL(inPhase(u, s, name, all))
}

// isUnknown reports whether a request for a private URL was answered with
// something that the worker had made.
func isUnknown(u *observation.Users, s *observation.UserSession, q observation.Request) bool {
	return isPrivate(u, q.URL) && madeByWorker(q.ServedBy, q.Exchange) && q.Error == "" && q.Status < 400 && !storedBefore(s, q.Cache, q.URL)
}

// sameAnswer reports whether a request got what a visit of the URL shows.
func sameAnswer(v observation.Visit, q observation.Request) bool {
	return reading.SameURL(v.URL, q.URL) && v.Exchange == 0 && v.ServedBy == q.ServedBy && v.Cache == q.Cache && v.MIMEType == q.MIMEType
}

// storedBefore reports whether the response that the worker had made was stored
// under the URL before anybody logged in, and not replaced since.
func storedBefore(s *observation.UserSession, cache, url string) bool {
	before, _ := s.Phase(observation.PhaseAnonymous)
	old, ok := entryOf(before.Caches, cache, url)
	if !ok {
		return false
	}
	for _, p := range s.Phases {
		now, there := entryOf(p.Caches, cache, url)
		if p.Caches != nil && (!there || now.Exchange != 0 || !now.Responded.Equal(old.Responded)) {
			return false
		}
	}
	return !old.Responded.IsZero()
}

func entryOf(caches []observation.Cache, name, url string) (observation.CacheEntry, bool) {
	for _, c := range caches {
		for _, e := range c.Entries {
			if c.Name == name && e.Exchange == 0 && reading.SameURL(e.URL, url) {
				return e, true
			}
		}
	}
	return observation.CacheEntry{}, false
}

func isAmong(all []leak, url string) bool {
	return slices.ContainsFunc(all, func(l leak) bool { return reading.SameURL(l.url, url) })
}

// uncertain is the verdict of a rule that cannot tell whose it was what was
// given.
func uncertain(u *observation.Users, unclear []leak) finding.Verdict {
	var evidence []finding.Evidence
	for _, l := range unclear[:min(len(unclear), 20)] {
		evidence = append(evidence, finding.Evidence{
			Kind: finding.OfVisit, URL: l.url, Cache: l.cache, Text: fmt.Sprintf("shown %s, %s; %s", l.when(u), l.how, l.why),
		})
	}
	first := unclear[0]
	return finding.CannotTell(fmt.Sprintf("whether %s is still that of %s is not known: it is shown %s, %s, and %s%s. hint: open it so yourself",
		reading.Path(first.url), u.First, first.when(u), first.how, first.why, andMore(len(unclear)-1)), evidence...)
}
