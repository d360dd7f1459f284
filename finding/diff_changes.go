package finding

import (
	"fmt"
	"slices"
)

// changes is what became of the findings of one rule; a report that does not
// have the rule says nothing of it.
func (p pair) changes(old, now *Result) []Change {
	before, after := failing(p.old, old), failing(p.now, now)
	oldPages, nowPages := pagesOf(p.old, old), pagesOf(p.now, now)
	var all []Change
	for _, s := range after {
		c := found(now, s)
		c.Kind, c.Before = ChangeNew, outcomeOf(old, oldPages, s.Key)
		if has(before, s.Key) {
			c.Before = Fail
			c.Kind, c.Was = compared(old.Severity, now.Severity)
		}
		if c.IsBad() && c.Known != nil {
			c.Kind = ChangeKnown
		}
		all = append(all, c)
	}
	for _, s := range before {
		if !has(after, s.Key) {
			all = append(all, gone(old, now, nowPages, s))
		}
	}
	if old != nil && now != nil && old.Outcome == Pass && (now.Outcome == NotApplicable || now.Outcome == Inconclusive) {
		all = append(all, Change{
			Kind: ChangeUnclear, Rule: now.Rule, Severity: now.Severity, Before: Pass, Now: now.Outcome,
			Title: now.Title, Message: old.Message, Reason: now.Message, Docs: now.Docs,
		})
	}
	return all
}

// failing returns what a result that failed is about, each once.
func failing(r *Report, res *Result) []Subject {
	if res == nil || res.Outcome != Fail {
		return nil
	}
	var all []Subject
	for _, s := range res.Subjects(r.Target) {
		if !has(all, s.Key) {
			all = append(all, s)
		}
	}
	return all
}

func has(all []Subject, key string) bool {
	return slices.ContainsFunc(all, func(s Subject) bool { return s.Key == key })
}

// found is what a result that failed says of a URL.
func found(res *Result, s Subject) Change {
	message, _ := res.SaidOf(s.URL)
	return Change{
		Rule: res.Rule, URL: s.URL, Severity: res.Severity, Now: Fail,
		Title: res.Title, Message: message, Fix: res.Fix, Docs: res.Docs, Known: res.KnownOf(s.URL),
	}
}

// compared returns what becomes of a finding that is there still, and the
// severity that it had where that is another one.
func compared(old, now Severity) (ChangeKind, Severity) {
	switch {
	case now.Rank() < old.Rank():
		return ChangeWorse, old
	case now.Rank() > old.Rank():
		return ChangeMilder, old
	}
	return ChangeUnchanged, ""
}

// gone is what became of a finding that is not found now. It is fixed only where
// the rule was judged again, of the same page where it judges pages, and passed:
// whatever else may well be there still.
func gone(old, now *Result, pages map[string]*PageOutcome, s Subject) Change {
	c := found(old, s)
	c.Before, c.Now, c.Kind = Fail, outcomeOf(now, pages, s.Key), ChangeUnclear
	c.Fix, c.Known = "", nil
	switch page := pages[s.Key]; {
	case now == nil:
		c.Reason = "the rule is not in the new report"
	case c.Now == Pass:
		c.Kind = ChangeFixed
	case page != nil && page.Message != "":
		c.Reason = page.Message
	case now.Outcome == NotApplicable || now.Outcome == Inconclusive:
		c.Reason = now.Message
	case len(now.Pages) > 0:
		c.Reason = "this page was not judged"
	default:
		c.Reason = "the rule still fails, and does not name this"
	}
	return c
}

// outcomeOf is what a result says of a URL, where it says anything.
func outcomeOf(res *Result, pages map[string]*PageOutcome, key string) Outcome {
	switch page := pages[key]; {
	case res == nil:
		return ""
	case page != nil:
		return page.Outcome
	case res.Outcome == Pass && len(res.Pages) > 0 && key != "":
		return "" // of other pages
	case res.Outcome == Fail:
		return "" // of something else
	}
	return res.Outcome
}

// pagesOf returns what a result says of pages, by what they are recognised by.
func pagesOf(r *Report, res *Result) map[string]*PageOutcome {
	pages := map[string]*PageOutcome{}
	if res == nil {
		return pages
	}
	for i, page := range res.Pages {
		if key := SubjectOf(r.Target, page.URL).Key; key != "" && pages[key] == nil {
			pages[key] = &res.Pages[i]
		}
	}
	return pages
}

// notes tell what makes the two audits hard to compare: then what only one of
// them names says little.
func (p pair) notes() []string {
	switch {
	case p.old == nil:
		return []string{"there is no old report of this target, so all that is found is new"}
	case p.now == nil:
		return []string{"there is no new report of this target, so nothing is known of it now"}
	}
	var notes []string
	note := func(is bool, format string, args ...any) {
		if is {
			notes = append(notes, fmt.Sprintf(format, args...))
		}
	}
	old, now := p.old, p.now
	note(!sameSite(old.Target, now.Target), "the old report is of %s, the new one of %s", old.Target, now.Target)
	note(old.Partial, "the old report is partial: what is new may have been there before")
	note(now.Partial, "the new report is partial: what it does not name may be there still")
	note(old.Profile != now.Profile, "the old report is of the profile %s, the new one of %s: what only one of them tries out is not compared", old.Profile, now.Profile)
	note(old.Tool.Version != now.Tool.Version, "the old report is of swcheck %s, the new one of %s: rules may judge otherwise", old.Tool.Version, now.Tool.Version)
	note(now.StartedAt.Before(old.StartedAt), "the old report is younger than the new one")
	if n := p.dropped(); n == 1 {
		note(true, "1 rule that passed before is not in the new report")
	} else {
		note(n > 1, "%d rules that passed before are not in the new report", n)
	}
	return notes
}

// dropped counts the rules that passed and that the new report does not have.
func (p pair) dropped() int {
	n := 0
	for _, res := range p.old.Results {
		if res.Outcome == Pass && p.now.result(res.Rule) == nil {
			n++
		}
	}
	return n
}
