package script

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// Fault returns the rule of this package that tells why there is no worker:
// no browser accepted any script, and that rule fails for it. It returns false
// where a worker runs, or where something else keeps it from running.
func Fault(o *observation.Observations) (rule string, found bool) {
	for _, script := range scripts(o) {
		if ran(o, script) {
			return "", false
		}
	}
	switch {
	case redirect(o).Outcome == finding.Fail:
		return "script/redirect", true
	case mimeType(o).Outcome == finding.Fail:
		return "script/mime-type", true
	}
	return "", false
}

// judgeScripts applies a judgement to every script that a browser asked for.
// One that fails decides; then one of which nothing is known.
func judgeScripts(o *observation.Observations, judge func(script string) finding.Verdict) finding.Verdict {
	if len(sessions(o)) == 0 {
		return reading.NoVisit("a worker script")
	}
	all := scripts(o)
	if len(all) == 0 {
		return finding.DoesNotApply("no page asked for the script of a worker, see registration/no-worker")
	}
	verdict := judge(all[0])
	for _, script := range all[1:] {
		if next := judge(script); weight(next) > weight(verdict) {
			verdict = next
		}
	}
	return verdict
}

func weight(v finding.Verdict) int {
	switch v.Outcome {
	case finding.Fail:
		return 3
	case finding.Inconclusive:
		return 2
	case finding.Pass:
		return 1
	}
	return 0
}
