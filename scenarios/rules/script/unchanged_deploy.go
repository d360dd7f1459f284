package script

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: unchangedDeploy, Rule: finding.Rule{
		ID:       "script/unchanged-deploy",
		Severity: finding.Error,
		Title:    "A deploy reaches those who know the site",
		Failed:   "The deploy did not change the worker's script, and visitors keep the old content for ever",
		Why:      "Browsers look at the worker's script to find out whether there is anything new. One byte must differ, or they change nothing: those who have been here before stay with the content of the day when they came first.",
		Detected: "The target's own deploy is made. The browser asks for the worker's script and gets the same bytes, and after all tabs were closed and opened again the pages still have bytes of the former build. Where swcheck plays the deploy it changes the script, unless that stays the same by design and a manifest tells of the build; with the profile full it also tells what would become of a deploy that does not.",
		Fix:      "Let the build step write a version, or better the hashes of all that is stored, into the worker's script. By hand it is forgotten one day.",
		Before:   `const CACHE = 'site-v1'; // to be changed with each deploy`,
		After:    `const CACHE = 'site-' + '%BUILD_HASH%'; // filled in by the build`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#updates",
			"https://w3c.github.io/ServiceWorker/#update-algorithm",
		},
		Needs: []string{"deploy"},
	}})
}

func unchangedDeploy(o *observation.Observations) finding.Verdict {
	rounds, verdict, ok := reading.Deployed(o)
	if !ok {
		return verdict
	}
	if o.Deploy.Way == observation.DeployPlayed && !keepsScript(o.Deploy) {
		return toldOfContent(o)
	}
	r := rounds[0]
	if r.IsNew(r.LastActive()) || len(r.Installs()) > 0 {
		return finding.Passed("the deploy brought a new version of the worker")
	}
	changed, known := r.ScriptChanged()
	kept, _ := r.Kept()
	switch {
	case !known:
		return kept
	case changed:
		return finding.Passed("the deploy changed the worker's script")
	}
	return unchanged(r)
}

// keepsScript reports whether a played deploy left the worker's script as it was,
// as the team's own does where the worker learns of a build from a manifest.
func keepsScript(d *observation.Deploy) bool {
	return slices.Contains(d.Recognised, "angular") && !slices.Contains(d.Recognised, "bytes")
}

// looked reports whether the worker has looked for a new build by itself. What
// it found is stored a while later.
func looked(r reading.Round) bool {
	return slices.ContainsFunc(r.Log.Exchanges, func(e observation.Exchange) bool {
		return e.ID > r.Last && e.ID <= r.Until && strings.HasSuffix(reading.Plain(e.URL), "/ngsw.json")
	})
}

// unchanged judges an own deploy that left the script as it was.
func unchanged(r reading.Round) finding.Verdict {
	answer, _ := r.ScriptAnswer()
	var pages reading.Pages
	for _, page := range r.Pages() {
		path := reading.Path(page.URL)
		switch last := page.Last(); {
		case page.Unusable() != "":
			pages.CannotTell(page.URL, page.Unusable())
		case len(last.Stale) == 0 && last.WhyUntold() != "":
			pages.CannotTell(page.URL, last.WhyUntold())
		case len(last.Stale) == 0:
			pages.Pass(page.URL, "")
		case len(page.Loads) == 1:
			pages.Skip(page.URL, path+" was loaded once only since the deploy")
		case looked(r):
			pages.CannotTell(page.URL, "the worker has looked into its manifest since the deploy, and "+path+" was of the former build still when the loads ended")
		default:
			pages.Fail(page.URL, fmt.Sprintf("build %s left %s as it was, and after %d loads of %s, all tabs opened anew, %s is still %s",
				r.Build, answer.URL, len(page.Loads), path, reading.Path(last.Stale[0].URL), r.Whence(last.Stale[0])),
				append(r.OfParts(last, last.Stale), finding.Evidence{Kind: finding.OfExchange, URL: answer.URL, Exchange: answer.ID,
					Text: fmt.Sprintf("asked for after the deploy, status %d: the bytes of the former build", answer.Status)})...)
		}
	}
	return pages.Verdict("the deploy left the worker's script as it was, and the pages are fresh nevertheless")
}

// toldOfContent tells how the site depends on its build step, where the gateway
// played a deploy that forgets the script. That is no fault of the site's.
func toldOfContent(o *observation.Observations) finding.Verdict {
	r, made := reading.ContentRound(o)
	if !made || len(r.All()) == 0 {
		return finding.DoesNotApply("the deploy is played, and a played one changes the worker's script; what would become of one that does not is told with the profile full, and what your own does with a deploy of your own")
	}
	for _, page := range r.Pages() {
		if last := page.Last(); len(page.Loads) > 1 && len(last.Stale) > 0 {
			return finding.Passed(fmt.Sprintf("new content takes a new worker script: without one %s stays %s. Your build step must change the script with every deploy",
				reading.Path(last.Stale[0].URL), r.Whence(last.Stale[0])))
		}
	}
	return finding.Passed("new content is seen also where the worker's script does not change")
}
