package update

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: versionSkew, Rule: finding.Rule{
		ID:       "update/version-skew",
		Severity: finding.Error,
		Title:    "Document, scripts and styles of a load are of one build",
		Failed:   "One load mixes document, scripts or styles of two builds",
		Why:      "The script looks for elements that the other build's document does not have, the style knows classes that it does not use: errors that no developer can repeat, because they last for one load and need yesterday's cache.",
		Detected: "After a deploy each part of a load is traced to the exchange that its bytes came from. The document and a same-origin script or style of it differ between the builds, and one is of the former and the other of the new one. Data and pictures do not count. Where the deploy is played, it is a warning: a played one changes both, and the team's own may not.",
		Fix:      "Take document, scripts and styles from one place: all from the cache of one version, or all from the network. Or give scripts and styles names with a hash of their content, so that each document gets its own.",
		Before: `// a new page from the network runs an old script from the cache
const stored = request.mode === 'navigate' ? undefined : await caches.match(request);
return stored ?? fetch(request);`,
		After: `<!-- the page names the script of its own build -->
<script src="/assets/app-4f3a9c21.js" defer></script>`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#waiting",
			"https://web.dev/articles/http-cache#versioned-urls",
		},
		Needs: []string{"deploy"},
	}})
}

func versionSkew(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	for _, r := range rounds {
		for _, page := range r.Pages() {
			judgeSkew(&pages, r, page)
		}
	}
	verdict := pages.Verdict("each load had its document, scripts and styles from one build")
	if o.Deploy.Way == observation.DeployPlayed && verdict.Outcome == finding.Fail {
		verdict.Severity = finding.Warning // the team's own deploys may never change both
	}
	return reading.Unless(o, verdict)
}

func judgeSkew(pages *reading.Pages, r reading.Round, page reading.PageLoads) {
	for _, load := range page.Loads {
		document, other, mixed := skewOf(r, load.Visit)
		if !mixed || r.TookOver(load.Visit) {
			continue
		}
		if len(r.DeadAssets(load.Visit)) > 0 {
			pages.Skip(page.URL, "what "+reading.Path(page.URL)+" asks for is gone, see update/dead-shell")
			return
		}
		pages.Fail(page.URL, fmt.Sprintf("load %d of %s after the deploy of build %s has its document %s, and the %s %s %s",
			load.Number, reading.Path(page.URL), r.Build, r.Whence(document), other.Destination, reading.Path(other.URL), r.Whence(other)+whereBothChange(r)),
			r.OfPart(load, document), r.OfPart(load, other))
		return
	}
	if reason := page.Unusable(); reason != "" {
		pages.CannotTell(page.URL, reason)
		return
	}
	if reason := page.Untold(); reason != "" {
		pages.CannotTell(page.URL, reason)
		return
	}
	pages.Pass(page.URL, "")
}

// skewOf returns the document of a load and a script or style sheet of another
// build, where both differ between the builds.
func skewOf(r reading.Round, v observation.Visit) (document, other observation.Request, mixed bool) {
	document, ok := reading.Document(v)
	age := r.Age(document)
	if !ok || (age != reading.Fresh && age != reading.Stale) || !r.Changed(document.URL, document.Exchange) {
		return document, other, false
	}
	for _, q := range reading.Shown(v) {
		if q.Destination != "script" && q.Destination != "style" {
			continue
		}
		if of := r.Age(q); (of == reading.Fresh || of == reading.Stale) && of != age && r.Changed(q.URL, q.Exchange) {
			return document, q, true
		}
	}
	return document, other, false
}

// whereBothChange says what a played deploy takes for granted.
func whereBothChange(r reading.Round) string {
	if r.Way == observation.DeployPlayed {
		return ", as after each deploy that changes both"
	}
	return ""
}
