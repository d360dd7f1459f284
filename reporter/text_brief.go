package reporter

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
)

// brief is how a site that works online only is told: the reason and the hint,
// each from the longest wording to the shortest. The longest that fits is used.
type brief struct{ reasons, hints []string }

const (
	noWorker       = "registration/no-worker"
	noFetchHandler = "registration/no-fetch-handler"
	passThrough    = "registration/pass-through"
)

// briefs are the rules that say "online only" when nothing else failed.
var briefs = map[string]brief{
	noWorker: {
		reasons: []string{
			"no service worker; offline visitors get the browser's error page",
			"no service worker; nothing opens offline",
			"no service worker",
		},
		hints: hints("add one", noWorker),
	},
	noFetchHandler: {
		reasons: []string{
			"the worker has no fetch handler; offline visitors get the browser's error page",
			"the worker has no fetch handler",
			"no fetch handler",
		},
		hints: hints("answer fetches", noFetchHandler),
	},
	passThrough: {
		reasons: []string{
			"the worker only forwards; offline visitors get the browser's error page",
			"the worker only forwards",
			"forwards only",
		},
		hints: hints("let it answer offline", passThrough),
	},
}

func hints(act, rule string) []string {
	return []string{
		"hint: " + act + " (swcheck rules " + rule + "), or accept it with --skip " + rule,
		"hint: " + act + " (swcheck rules " + rule + "), or --skip the rule",
		"hint: swcheck rules " + rule,
		"hint: " + rule,
	}
}

// onlineOnly returns the two lines for a site that is meant, or happens, to
// work online only; nil where there is more to say.
func (t text) onlineOnly() []string {
	failed := t.Failures()
	if len(failed) != 1 || t.Partial || t.Offline.RequestsLeaked > 0 || triedToRegister(failed[0]) {
		return nil
	}
	b, known := briefs[failed[0].Rule]
	if !known {
		return nil
	}
	const word = "ONLINE ONLY"
	shortest := b.reasons[len(b.reasons)-1]
	target := elideMiddle(clean(t.Target), t.width-len(word)-len(shortest)-4)
	reason := longestFitting(b.reasons, t.width-len(word)-ansi.StringWidth(target)-4)
	lines := []string{
		t.verdict(word) + "  " + t.bold(target) + "  " + reason,
		t.faint(longestFitting(b.hints, t.width)),
	}
	if t.Counts.Inconclusive > 0 {
		lines = append(lines, t.warn(count(t.Counts.Inconclusive, "rule")+" inconclusive, -v tells why"))
	}
	return lines
}

// triedToRegister tells of a site that wanted a worker and got an error
// instead. Its message matters more than brevity.
func triedToRegister(res finding.Result) bool {
	for _, e := range res.Evidence {
		if res.Rule == noWorker && e.Kind == finding.OfConsole {
			return true
		}
	}
	return false
}

func longestFitting(wordings []string, width int) string {
	for _, w := range wordings {
		if ansi.StringWidth(w) <= width {
			return w
		}
	}
	return strings.TrimSpace(elide(wordings[len(wordings)-1], width))
}
