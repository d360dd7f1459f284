package reporter

import (
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
		hints: hints(noWorker, "how to add one", "--fail-on never", "--fail-on never"),
	},
	noFetchHandler: {
		reasons: []string{
			"the worker has no fetch handler; offline visitors get the browser's error page",
			"no fetch handler; nothing opens offline",
			"no fetch handler",
		},
		hints: hints(noFetchHandler, "how to add one", "--skip "+noFetchHandler, "--skip"),
	},
	passThrough: {
		reasons: []string{
			"the worker only forwards; offline visitors get the browser's error page",
			"the worker only forwards: no use offline",
			"the worker only forwards",
		},
		hints: hints(passThrough, "how to let it answer", "--skip "+passThrough, "--skip"),
	},
}

// hints tell how to mend it and with which flag to accept it. Without a worker
// no rule is left that could pass, so that --skip would end as inconclusive.
func hints(rule, how, accept, acceptShort string) []string {
	return []string{
		"hint: swcheck rules " + rule + " tells " + how + ", " + accept + " accepts it",
		"hint: swcheck rules " + rule + " tells " + how + ", " + acceptShort + " accepts it",
		"hint: swcheck rules " + rule + " tells why, " + acceptShort + " accepts it",
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
	lines := append(t.onlineOnlyLine(b.reasons), t.faint(longestFitting(b.hints, t.width)))
	if t.Counts.Inconclusive > 0 {
		lines = append(lines, t.warn(count(t.Counts.Inconclusive, "rule")+" inconclusive, -v tells why"))
	}
	return lines
}

// onlineOnlyLine is the verdict with its reason: one line, on narrow terminals
// two.
// onlineOnlyWord is the verdict on a site without a worker.
const onlineOnlyWord = "ONLINE ONLY"

func (t text) onlineOnlyLine(reasons []string) []string {
	const word = onlineOnlyWord
	shortest := reasons[len(reasons)-1]
	target, room := clean(t.Target), t.width-len(word)-4
	if t.width < roomForStrategy {
		target = elideMiddle(target, t.width-len(word)-2)
		return []string{t.verdict(word) + "  " + t.linked(t.Target, t.bold(target)), longestFitting(reasons, t.width)}
	}
	target = elideMiddle(target, room-len(shortest))
	reason := longestFitting(reasons, room-ansi.StringWidth(target))
	return []string{t.verdict(word) + "  " + t.linked(t.Target, t.bold(target)) + "  " + reason}
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
	return elide(wordings[len(wordings)-1], width)
}
