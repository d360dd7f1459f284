package registration

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules/script"
)

// Inactive returns the verdict of a rule that speaks of an active worker on a
// site without one, and points at the rule that tells why there is none. It
// returns false where a worker is active.
func Inactive(o *observation.Observations) (finding.Verdict, bool) {
	registration, _, _ := reading.Worker(o)
	if _, active := registration.Active(); active {
		return finding.Verdict{}, false
	}
	if rule, found := script.Fault(o); found {
		return finding.DoesNotApply("browsers refuse the worker's script, see " + rule), true
	}
	if fault, found := InstallFault(o); found {
		return finding.DoesNotApply("the worker " + fault.Script + " was not installed, see " + fault.Rule()), true
	}
	if refusedScope(o) != nil {
		return finding.DoesNotApply("the registration was refused for its scope, see registration/scope"), true
	}
	if verdict, none := reading.NoBenefit(o); none {
		return verdict, true
	}
	return finding.DoesNotApply("no service worker is registered, see registration/no-worker"), true
}
