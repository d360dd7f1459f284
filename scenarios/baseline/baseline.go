package baseline

import (
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// A Baseline is the findings that are known. The zero value and nil know none.
type Baseline struct {
	entries   []entry
	prolonged int // entries out of which Renew has taken a last day
}

// An entry is a finding that is known, with the URLs with which it is.
type entry struct {
	Rule    string   `yaml:"rule"`
	URLs    []string `yaml:"urls,omitempty"`    // patterns in which * stands for any text; none: whatever it is about
	Message string   `yaml:"message,omitempty"` // for those who read the file
	Reason  string   `yaml:"reason"`
	Expires string   `yaml:"expires,omitempty"` // the last day, such as 2026-12-31

	where string // file:line:column
}

// Len returns how many entries there are.
func (b *Baseline) Len() int { return len(b.all()) }

// Unexplained returns how many entries have no reason.
func (b *Baseline) Unexplained() int {
	without := 0
	for _, e := range b.all() {
		if strings.TrimSpace(e.Reason) == "" {
			without++
		}
	}
	return without
}

// Prolonged returns how many entries had expired and were renewed.
func (b *Baseline) Prolonged() int { return b.prolonged }

func (b *Baseline) all() []entry {
	if b == nil {
		return nil
	}
	return b.entries
}

// expired reports whether the entry's last day is before the day. Both are
// written so that their order is that of texts.
func (e entry) expired(day string) bool { return e.Expires != "" && e.Expires < day }

// covers reports whether the entry is about what a finding is about.
func (e entry) covers(rule string, s finding.Subject) bool {
	return e.Rule == rule && (len(e.URLs) == 0 || slices.ContainsFunc(e.URLs, s.Fits))
}

// of returns the entry that covers it on that day: one that has not expired
// where there is one.
func (b *Baseline) of(rule string, s finding.Subject, day string) (found entry, known bool) {
	for _, e := range b.all() {
		if !e.covers(rule, s) {
			continue
		}
		if !e.expired(day) {
			return e, true
		}
		found, known = e, true
	}
	return found, known
}

// counts reports whether a result is one that a baseline is written for: what
// can fail a run.
func counts(r finding.Result) bool {
	return r.Outcome == finding.Fail && r.Severity != finding.Information
}
