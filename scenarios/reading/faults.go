package reading

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// Faults returns what the faults experiment saw, for rules that judge it, or
// the verdict of such a rule where there is nothing to judge.
func Faults(o *observation.Observations) (*observation.Faults, finding.Verdict, bool) {
	if v, none := NoBenefit(o); none {
		return nil, v, false
	}
	if o.Faults == nil {
		return nil, finding.CannotTell(NotMade(o, "faults")), false
	}
	if len(o.Faults.Sessions) > 0 {
		return o.Faults, finding.Verdict{}, true
	}
	if reason, unfinished := unfinished(o, "faults"); unfinished {
		return nil, finding.CannotTell(reason), false
	}
	return nil, finding.DoesNotApply("no worker that gives anything is in charge of the start page, from which faults are tried"), false
}

// Fault returns one fault and the session that it was made in, or the verdict
// of a rule that judges it where it was not made.
func Fault(o *observation.Observations, name observation.FaultName) (observation.FaultSession, observation.Fault, finding.Verdict, bool) {
	faults, v, ok := Faults(o)
	if !ok {
		return observation.FaultSession{}, observation.Fault{}, v, false
	}
	session, fault, made := faults.Find(name)
	if made {
		return session, fault, finding.Verdict{}, true
	}
	if reason, unfinished := unfinished(o, "faults"); unfinished {
		return session, fault, finding.CannotTell(reason), false
	}
	if name == observation.FaultLieFi {
		return session, fault, finding.DoesNotApply("no page that was tried opens offline as itself, so there is nothing to show without an answer"), false
	}
	return session, fault, finding.CannotTell("the fault " + string(name) + " was not made"), false
}

// ShowsUnderFault tells what a visit of the page of a faults session shows.
func ShowsUnderFault(o *observation.Observations, s observation.FaultSession, v observation.Visit) finding.Shows {
	return shows(o, s.SessionLog, observation.PageUse{URL: s.Page.URL, Online: s.Page}, v)
}

// OpensOffline tells what the page shows offline, by the faults experiment
// where it has tried, else by the offline experiment, and false where neither
// has.
func OpensOffline(o *observation.Observations, url string) (finding.Shows, bool) {
	if o.Faults != nil {
		for _, s := range o.Faults.Sessions {
			if _, ok := Usable(s.Offline); ok && SameURL(s.Page.URL, url) {
				return ShowsUnderFault(o, s, *s.Offline), true
			}
		}
	}
	if o.Offline != nil {
		for _, p := range o.Offline.Pages {
			if _, ok := Usable(p.Offline); ok && SameURL(p.URL, url) {
				return Shows(o, p, *p.Offline), true
			}
		}
	}
	return "", false
}

// Budgets returns the limits that the target sets, or those of targets that
// set none.
func Budgets(o *observation.Observations) observation.Budgets {
	if o.Budgets == (observation.Budgets{}) {
		return observation.DefaultBudgets()
	}
	return o.Budgets
}
