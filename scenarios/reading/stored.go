package reading

import (
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// A StoredEntry is one stored response, with the session that stored it.
type StoredEntry struct {
	observation.CacheEntry
	Cache string // its name
	In    observation.SessionLog
}

// StoredEntries returns what the sessions in which nobody logs in have stored, each
// URL in each cache once. The longest session comes first, so that an entry
// which several of them have is told of by the one that knows most about it.
func StoredEntries(o *observation.Observations) []StoredEntry {
	var all []StoredEntry
	if off := o.Offline; off != nil {
		all = AddStored(all, off.Caches, off.SessionLog)
	}
	if r := o.ReturnVisit; r != nil {
		all = AddStored(all, r.Caches, r.SessionLog)
	}
	if f := o.FirstVisit; f != nil {
		all = AddStored(all, f.Caches, f.SessionLog)
	}
	return all
}

// AddStored adds what the caches hold and is not among the entries yet.
func AddStored(all []StoredEntry, caches []observation.Cache, log observation.SessionLog) []StoredEntry {
	known := map[[3]string]bool{}
	for _, s := range all {
		known[[3]string{s.Cache, s.Method, s.URL}] = true
	}
	for _, c := range caches {
		for _, e := range c.Entries {
			if !known[[3]string{c.Name, e.Method, e.URL}] {
				all = append(all, StoredEntry{e, c.Name, log})
			}
		}
	}
	return all
}

// NothingStored returns the verdict of a rule that found no entry to judge. Where
// a session in which nobody logs in did not come to its end, what it would have
// stored is not known.
func NothingStored(o *observation.Observations) finding.Verdict {
	if len(Logs(o)) == 0 {
		return NoVisit("what is stored")
	}
	verdict, none := NoBenefit(o)
	reason, early := endedEarly(o)
	switch {
	case none && !OnlyForwards(o):
		return verdict
	case early:
		return finding.CannotTell(reason)
	case none:
		return verdict
	}
	return finding.DoesNotApply("nothing is stored in Cache Storage")
}

func endedEarly(o *observation.Observations) (reason string, early bool) {
	for _, experiment := range []string{"first-visit", "return-visit", "offline"} {
		if reason, early = unfinished(o, experiment); early {
			return reason, true
		}
	}
	return "", false
}

// Origin returns the exchange that the bytes of the entry come from. One that
// passed unread tells nothing.
func (s StoredEntry) Origin() (observation.Exchange, bool) {
	from, ok := s.In.Exchange(s.Exchange)
	return from, ok && from.Outcome != observation.Tunnelled
}

// Field returns the values of a header field of the stored response: its own,
// else those of the exchange that its bytes come from.
func (s StoredEntry) Field(name string) (values []string, known bool) {
	if values := s.Header[name]; len(values) > 0 {
		return values, true
	}
	if from, ok := s.Origin(); ok {
		return from.ResponseHeader[name], true
	}
	return nil, len(s.Header) > 0
}

// AskedByWorker reports whether the worker asked for the bytes of the entry by
// itself, as it does for its precache. The referrer of such a request is the
// worker's script; one that the worker passes on for a page keeps the page's.
//
// Source: https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func (s StoredEntry) AskedByWorker() bool {
	from, ok := s.In.Exchange(s.Exchange)
	if !ok {
		return false
	}
	for _, r := range s.In.Registrations {
		for _, v := range r.Versions {
			if v.ScriptURL == from.RequestHeader.Get("Referer") {
				return true
			}
		}
	}
	return false
}

// HasWord reports whether a field that lists words, such as Cache-Control or
// Vary, holds the word. What follows a word behind = does not count.
func HasWord(fields []string, word string) bool {
	for _, field := range fields {
		for _, part := range strings.Split(field, ",") {
			name, _, _ := strings.Cut(strings.TrimSpace(part), "=")
			if strings.EqualFold(name, word) {
				return true
			}
		}
	}
	return false
}
