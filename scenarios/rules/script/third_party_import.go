package script

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "script/third-party-import",
		Severity: finding.Warning,
		Title:    "The worker imports code from its own site only",
		Failed:   "The worker imports code from another site",
		Why: "An import that fails makes the whole installation fail. Visitors for whom that host is down, slow or blocked, " +
			"by a company's proxy, a content blocker or a country, get no worker; and whoever controls the host can change " +
			"what the worker does on every page.",
		Detected: "The gateway's log shows requests to another site with which the browser fetches the imports of the worker. " +
			"Where the log cannot be read, swcheck looks for importScripts with an absolute URL in the script's text.",
		Fix:    "Serve the imported code from the site itself: bundle it into the worker at build time, or copy the file beside the worker's script.",
		Before: `importScripts('https://storage.googleapis.com/workbox-cdn/releases/7.3.0/workbox-sw.js')`,
		After: `// built with esbuild, rollup or workbox-build: the code is part of sw.js
import { precacheAndRoute } from 'workbox-precaching'`,
		References: []string{
			"https://developer.chrome.com/docs/workbox/modules/workbox-sw",
			"https://developer.mozilla.org/en-US/docs/Web/API/WorkerGlobalScope/importScripts",
			"https://w3c.github.io/ServiceWorker/#importscripts",
		},
		Needs: []string{"first-visit"},
	}, Judge: thirdPartyImport})
}

func thirdPartyImport(o *observation.Observations) finding.Verdict {
	registration, version, _ := reading.Worker(o)
	if _, active := registration.Active(); !active {
		if rule, faulty := Fault(o); faulty {
			return finding.DoesNotApply("browsers refuse the worker's script, see " + rule)
		}
		verdict, _ := reading.NoBenefit(o) // says why there is none
		return verdict
	}
	if evidence := foreignImports(o); len(evidence) > 0 {
		return finding.Failing(fmt.Sprintf("the worker imports %s; where %s cannot be reached it does not install.",
			evidence[0].URL, hostOf(evidence[0].URL)), evidence...)
	}
	if answers := browserAnswers(o, version.ScriptURL); len(answers) > 0 {
		return finding.Passed("no import from another site crossed the wire while the worker was installed")
	}
	return unreadImports(o, version.ScriptURL)
}

func foreignImports(o *observation.Observations) []finding.Evidence {
	var evidence []finding.Evidence
	for _, i := range imports(o) {
		if !sameSite(i.URL, i.importer) {
			evidence = append(evidence, finding.Evidence{Kind: finding.OfExchange, URL: i.URL, Exchange: i.ID,
				Text: fmt.Sprintf("imported by the worker of %s, answered with status %d", reading.Origin(i.importer), i.Status)})
		}
	}
	return evidence
}

// unreadImports judges by the script's text where the wire could not be read.
func unreadImports(o *observation.Observations, script string) finding.Verdict {
	for _, p := range o.Probes {
		if p.Purpose != observation.ProbeWorkerScript || p.URL != script || p.Body == "" {
			continue
		}
		for _, imported := range importsInBody(script, p.Body) {
			if !sameSite(imported, script) {
				return finding.Failing(fmt.Sprintf("the worker imports %s; where %s cannot be reached it does not install.", imported, hostOf(imported)),
					finding.Evidence{Kind: finding.OfProbe, URL: script, Text: "its text imports " + imported})
			}
		}
	}
	return finding.CannotTell("the requests for the worker's script and its imports could not be read on the wire")
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}

// sameSite reports whether both URLs belong to one party: one origin, or hosts
// with a common parent domain, such as static.example.org beside
// www.example.org. Where that is the domain of a hoster, a foreign import is
// taken for one of its own, which is the safe side.
func sameSite(a, b string) bool {
	if reading.SameOrigin(a, b) {
		return true
	}
	parentA, parentB := parentDomain(a), parentDomain(b)
	return parentA != "" && parentA == parentB
}

func parentDomain(address string) string {
	u, err := url.Parse(address)
	if err != nil || net.ParseIP(u.Hostname()) != nil {
		return ""
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	if len(labels) < 2 {
		return ""
	}
	return strings.Join(labels[len(labels)-2:], ".")
}
