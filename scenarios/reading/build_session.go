package reading

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// Deployed returns the deploys for a rule that judges them, or the verdict of
// such a rule where there is nothing to judge.
func Deployed(o *observation.Observations) ([]Round, finding.Verdict, bool) {
	if v, none := NoBenefit(o); none {
		return nil, v, false
	}
	if loop, found := FindReloadLoop(o); found {
		return nil, finding.DoesNotApply(fmt.Sprintf("%s loads itself again and again after the deploy, see registration/reload-loop", Path(loop.URL))), false
	}
	rounds, v, ok := SeenDeploys(o)
	if ok {
		if reason := rounds[0].ShowsNothing(); reason != "" {
			return nil, finding.CannotTell(reason), false
		}
	}
	return rounds, v, ok
}

// SeenDeploys returns the deploys of which anything can be said, whatever the
// page does after them.
func SeenDeploys(o *observation.Observations) ([]Round, finding.Verdict, bool) {
	rounds := Rounds(o)
	switch start := StartPage(o); {
	case o.Deploy != nil && len(o.Deploy.Before) == 0 && !Covered(o, start):
		return nil, finding.DoesNotApply("no worker is in charge of " + Path(start) + ", see registration/scope"), false
	case len(rounds) == 0, len(rounds[0].All()) == 0:
		return nil, finding.CannotTell(NotMade(o, "deploy")), false
	case !controlled(o.Deploy.Before):
		return nil, finding.CannotTell("no worker was in control of a page before the deploy"), false
	case !numbered(o.Deploy.Before) && readOnTheWire(o.Deploy.SessionLog, start):
		return nil, finding.CannotTell("the worker makes its answers anew and drops the numbers that the responses carried, so nothing tells which build they are of"), false
	case !numbered(o.Deploy.Before):
		return nil, finding.CannotTell("the responses carry no numbers in this browser, so nothing tells which build they are of"), false
	}
	return rounds, finding.Verdict{}, true
}

func controlled(visits []observation.Visit) bool {
	return slices.ContainsFunc(visits, func(v observation.Visit) bool { return v.Controller != "" || v.WorkerStart })
}

func numbered(visits []observation.Visit) bool {
	return slices.ContainsFunc(visits, func(v observation.Visit) bool {
		return slices.ContainsFunc(v.Requests, func(q observation.Request) bool { return q.Exchange != 0 })
	})
}

// readOnTheWire reports whether a response of the site's own came that the
// gateway could read, and so gave a number.
func readOnTheWire(log observation.SessionLog, start string) bool {
	return slices.ContainsFunc(log.Exchanges, func(e observation.Exchange) bool {
		return e.Status == 200 && e.Outcome != observation.Tunnelled && SameOrigin(e.URL, start)
	})
}

// Limited returns why a played deploy does not tell what the team's own would
// do: the first limit that concerns the site as a whole, its worker script, or any
// of the URLs.
func Limited(o *observation.Observations, urls ...string) (reason string, limited bool) {
	if o.Deploy == nil {
		return "", false
	}
	_, version, _ := Worker(o)
	for _, limit := range o.Deploy.Limits {
		if limit.URL == "" || SameURL(limit.URL, version.ScriptURL) ||
			slices.ContainsFunc(urls, func(url string) bool { return SameURL(limit.URL, url) }) {
			return "the deploy is played and cannot show this: " + limit.Reason, true
		}
	}
	return "", false
}

// Unless returns the verdict, or that it cannot be told where the deploy was
// played and a limit of it concerns what the evidence names.
func Unless(o *observation.Observations, v finding.Verdict) finding.Verdict {
	if v.Outcome != finding.Fail {
		return v
	}
	var urls []string
	for _, e := range v.Evidence {
		urls = append(urls, e.URL)
	}
	if reason, limited := Limited(o, urls...); limited {
		return finding.CannotTell(reason + " (" + v.Message + ")")
	}
	return v
}

// Unrecognised returns why a played deploy left alone all that the recogniser is
// there for, although the site may version itself so. Then it shows no fault of
// that kind, and that it shows none says nothing.
func Unrecognised(o *observation.Observations, recogniser string) (reason string, unrecognised bool) {
	if o.Deploy == nil || slices.Contains(o.Deploy.Recognised, recogniser) {
		return "", false
	}
	for _, limit := range o.Deploy.Limits {
		if limit.Recogniser == recogniser {
			return "the deploy is played and cannot show this: " + Path(limit.URL) + ": " + limit.Reason, true
		}
	}
	return "", false
}

// UnlessUnrecognised returns the verdict, or that it cannot be told where a pass
// rests on assets that the played deploy did not rename.
func UnlessUnrecognised(o *observation.Observations, v finding.Verdict) finding.Verdict {
	if reason, limited := Unrecognised(o, "hashed-names"); limited && v.Outcome == finding.Pass {
		return finding.CannotTell(reason)
	}
	return v
}

// Installs returns the versions of the worker that came after the one that was
// active before the deploy, in the order in which they came.
func (r Round) Installs() []observation.WorkerVersion {
	for _, registration := range r.Log.Registrations {
		for i, v := range registration.Versions {
			if v.ID == r.Former && r.Former != "" {
				return registration.Versions[i+1:]
			}
		}
	}
	return nil
}

// FailedInstall returns the version that did not install after the deploy,
// where no other became active.
func (r Round) FailedInstall() (observation.WorkerVersion, bool) {
	if r.IsNew(r.LastActive()) {
		return observation.WorkerVersion{}, false
	}
	for _, v := range r.Installs() {
		if v.State == observation.Redundant && !v.Reached(observation.Installed) && !v.Reached(observation.Activating) {
			return v, true
		}
	}
	return observation.WorkerVersion{}, false
}

// ScriptAnswer is the last answer for a worker's main script since the deploy.
// It is false where the browser asked nobody.
func (r Round) ScriptAnswer() (observation.Exchange, bool) {
	for _, e := range slices.Backward(r.Log.Exchanges) {
		if e.ID > r.Last && e.ID <= r.Until && e.IsWorkerScript() && e.Outcome != observation.InFlight {
			return e, true
		}
	}
	return observation.Exchange{}, false
}

// ScriptChanged reports whether an answer for the worker's script has other
// bytes than the one before the deploy, and whether that is known.
func (r Round) ScriptChanged() (changed, known bool) {
	answer, asked := r.ScriptAnswer()
	if !asked {
		return false, false
	}
	if answer.Status == 304 {
		return false, true
	}
	for _, e := range slices.Backward(r.Log.Exchanges) {
		if e.ID <= r.Last && e.IsWorkerScript() && e.Status == 200 && SameURL(e.URL, answer.URL) {
			old, now := e.Content(), r.Log.Content(answer.ID)
			return old != now, old != "" && now != "" && answer.Status == 200
		}
	}
	return false, false
}

// Kept returns why the worker of the former build is active still, after all
// tabs were closed and opened again, as the verdict of a rule on content that
// does not get fresh. It returns false where a new version is active.
func (r Round) Kept() (finding.Verdict, bool) {
	if r.IsNew(r.LastActive()) {
		return finding.Verdict{}, false
	}
	if v, failed := r.FailedInstall(); failed {
		return finding.DoesNotApply("the new version of " + v.ScriptURL + " does not install, see install/missing-asset"), true
	}
	answer, asked := r.ScriptAnswer()
	changed, known := r.ScriptChanged()
	switch {
	case !asked && r.takesScriptFromCache():
		return finding.DoesNotApply("the browser takes the worker's script from its own cache and has not seen the new version, see script/long-lived and update/no-kill-switch"), true
	case !asked:
		return finding.CannotTell("the browser has not asked for the worker's script since the deploy"), true
	case known && !changed:
		return finding.DoesNotApply("the deploy left the worker's script as it was, see script/unchanged-deploy"), true
	case answer.Status >= 400:
		return finding.CannotTell(fmt.Sprintf("the worker's script %s is answered with status %d since the deploy", answer.URL, answer.Status)), true
	}
	return finding.CannotTell("the new version of the worker was not active when the loads ended"), true
}

// takesScriptFromCache reports whether a registration lets the browser do so.
func (r Round) takesScriptFromCache() bool {
	return slices.ContainsFunc(r.Log.Registrations, func(reg observation.Registration) bool { return reg.UpdateViaCache == "all" })
}
