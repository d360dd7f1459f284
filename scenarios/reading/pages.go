package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// OfflineUse returns what the offline experiment saw, for rules that judge it,
// or the verdict of such a rule where there is nothing to judge.
func OfflineUse(o *observation.Observations) (*observation.OfflineUse, finding.Verdict, bool) {
	if v, none := NoBenefit(o); none {
		return nil, v, false
	}
	if o.Offline == nil || len(o.Offline.Pages) == 0 {
		return nil, finding.CannotTell(NotMade(o, "offline")), false
	}
	return o.Offline, finding.Verdict{}, true
}

// NotMade says why an experiment gave nothing to judge.
func NotMade(o *observation.Observations, experiment string) string {
	if reason, unfinished := unfinished(o, experiment); unfinished {
		return reason
	}
	return "the experiment " + experiment + " was not made"
}

func unfinished(o *observation.Observations, experiment string) (reason string, unfinished bool) {
	for _, i := range o.Incomplete {
		if i.Experiment == experiment {
			return "the experiment " + experiment + " was not finished: " + i.Reason, true
		}
	}
	return "", false
}

// FirstVisitBrokenOff tells why the first visit ended before it was seen what
// comes of it: whether the worker takes control, and what it stores.
func FirstVisitBrokenOff(o *observation.Observations) (reason string, brokenOff bool) {
	if o.FirstVisit != nil && (o.FirstVisit.Caches != nil || o.FirstVisit.OfflineAfter != nil) {
		return "", false
	}
	return unfinished(o, "first-visit")
}

// Pages collects what a rule says of one page after the other.
type Pages struct {
	outcomes []finding.PageOutcome
	evidence []seenOn
}

// seenOn is evidence with the page that it was seen on.
type seenOn struct {
	page string
	finding.Evidence
}

// Pass notes that the page is as it should be.
func (p *Pages) Pass(url, message string) { p.add(url, finding.Pass, message) }

// Skip notes that there is nothing to judge about the page, and why.
func (p *Pages) Skip(url, reason string) { p.add(url, finding.NotApplicable, reason) }

// CannotTell notes that the page could not be observed, and why.
func (p *Pages) CannotTell(url, reason string) { p.add(url, finding.Inconclusive, reason) }

// Fail notes what is wrong with the page, in a sentence that names it.
func (p *Pages) Fail(url, message string, evidence ...finding.Evidence) {
	p.add(url, finding.Fail, message)
	for _, e := range evidence {
		p.evidence = append(p.evidence, seenOn{url, e})
	}
}

// NamePages lets evidence of what pages asked for say on which page that was,
// where several fail: they may lack the same thing.
func (p *Pages) NamePages() {
	if len(p.with(finding.Fail)) < 2 {
		return
	}
	for i, e := range p.evidence {
		if e.Kind == finding.OfRequest {
			p.evidence[i].Text = strings.Replace(e.Text, ": ", " on "+Path(e.page)+": ", 1)
		}
	}
}

func (p *Pages) seen() (all []finding.Evidence) {
	for _, e := range p.evidence {
		all = append(all, e.Evidence)
	}
	return all
}

func (p *Pages) add(url string, outcome finding.Outcome, message string) {
	p.outcomes = append(p.outcomes, finding.PageOutcome{URL: url, Outcome: outcome, Message: message})
}

// Empty reports whether nothing has been said of any page.
func (p *Pages) Empty() bool { return len(p.outcomes) == 0 }

// Verdict sums up: one page that fails makes the rule fail, and one that could
// not be observed keeps it from passing.
func (p *Pages) Verdict(passed string) finding.Verdict {
	v := finding.Verdict{Pages: p.outcomes}
	failed := p.with(finding.Fail)
	unseen := p.with(finding.Inconclusive)
	good := p.with(finding.Pass)
	switch {
	case len(failed) > 0:
		v.Outcome, v.Evidence = finding.Fail, p.seen()
		v.Message = failed[0].Message
		if judged := len(failed) + len(good); len(failed) > 1 {
			v.Message = fmt.Sprintf("%d of %d: %s", len(failed), judged, several(failed)) + p.uncounted()
		}
	case len(unseen) > 0:
		v.Outcome, v.Message = finding.Inconclusive, unseen[0].Message
	case len(good) > 0:
		v.Outcome, v.Message = finding.Pass, passed
	case len(p.outcomes) > 0:
		v.Outcome, v.Message = finding.NotApplicable, p.outcomes[0].Message
	default:
		v.Outcome, v.Message = finding.NotApplicable, "there was no page to judge"
	}
	return v
}

func (p *Pages) with(outcome finding.Outcome) []finding.PageOutcome {
	var found []finding.PageOutcome
	for _, page := range p.outcomes {
		if page.Outcome == outcome {
			found = append(found, page)
		}
	}
	return found
}

// uncounted tells of the pages that the numbers leave out, and why of the first.
func (p *Pages) uncounted() string {
	out := slices.Concat(p.with(finding.Inconclusive), p.with(finding.NotApplicable))
	if len(out) == 0 {
		return ""
	}
	said := "1 page is not counted: "
	if n := len(out); n > 1 {
		said = fmt.Sprintf("%d pages are not counted: ", n)
	}
	if path := Path(out[0].URL); !strings.HasPrefix(out[0].Message, path+" ") {
		said += path + ": "
	}
	said += out[0].Message
	if more := len(out) - 1; more > 0 {
		said += fmt.Sprintf("; and %d more", more)
	}
	return ". " + said
}

func several(pages []finding.PageOutcome) string {
	text := pages[0].Message + "; " + pages[1].Message
	if more := len(pages) - 2; more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return text
}

// Compared returns what the page shows offline, where its visits can be
// compared, and otherwise notes in p why they cannot.
func (p *Pages) Compared(o *observation.Observations, page observation.PageUse) (finding.Shows, bool) {
	if !Covered(o, page.URL) {
		p.Skip(page.URL, Path(page.URL)+" is outside the scope of the worker")
		return "", false
	}
	if reason, ok := Usable(&page.Online); !ok {
		p.CannotTell(page.URL, "online, "+reason)
		return "", false
	}
	if page.Online.Error != "" || page.Online.Status >= 400 {
		p.Skip(page.URL, Path(page.URL)+" does not open online either")
		return "", false
	}
	if reason, ok := Usable(page.Offline); !ok {
		p.CannotTell(page.URL, "offline, "+reason)
		return "", false
	}
	return Shows(o, page, *page.Offline), true
}

// Opens reports whether a visit that shows this is the page or its shell, open
// for a look at what it is made of.
func Opens(shows finding.Shows, v observation.Visit) bool { return opens(shows, v) }
