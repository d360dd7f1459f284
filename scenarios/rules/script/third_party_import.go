package script

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"faults"}, Rule: finding.Rule{
		ID:       "script/third-party-import",
		Severity: finding.Warning,
		Title:    "The worker imports code from its own site only",
		Failed:   "The worker imports code from another site",
		Why: "An import that fails makes the whole installation fail. Visitors for whom that host is down, slow or blocked, " +
			"by a company's proxy, a content blocker or a country, get no worker; and whoever controls the host can change " +
			"what the worker does on every page.",
		Detected: "The gateway's log shows requests to another site with which the browser fetches the imports of the worker. " +
			"Where the log cannot be read, swcheck looks for importScripts with an absolute URL in the script's text. " +
			"In the profiles that try faults the site is then visited in a fresh profile while the hosts of third parties are refused: a worker that installs all the same passes.",
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
		return judgeForeignImport(o, version.ScriptURL, evidence)
	}
	if answers := browserAnswers(o, version.ScriptURL); len(answers) > 0 {
		return finding.Passed("no import from another site crossed the wire while the worker was installed")
	}
	return unreadImports(o, version.ScriptURL)
}

// judgeForeignImport tells what becomes of the worker without the import, as it
// was seen where the host was blocked, else as browsers are known to do.
func judgeForeignImport(o *observation.Observations, script string, imports []finding.Evidence) finding.Verdict {
	imported, host := imports[0].URL, hostOf(imports[0].URL)
	switch version, tried := withoutHost(o, script, host); {
	case !tried:
		return finding.Failing(fmt.Sprintf("the worker imports %s; where %s cannot be reached it does not install.", imported, host), imports...)
	case version.Reached(observation.Activated):
		return finding.Passed(fmt.Sprintf("the worker imports %s, and is installed all the same where %s is blocked", imported, host))
	default:
		died := finding.Evidence{Kind: finding.OfWorker, URL: script, Text: "where " + host + " is blocked, it is " + string(version.State)}
		if len(version.Errors) > 0 {
			died.Text += ": " + version.Errors[0].Message
		}
		return finding.Failing(fmt.Sprintf("the worker imports %s; where %s was blocked, it was not installed.", imported, host), append(imports, died)...)
	}
}

// withoutHost returns what became of the worker in a fresh profile while the
// host was blocked, and false where that was not seen.
func withoutHost(o *observation.Observations, script, host string) (observation.WorkerVersion, bool) {
	if o.Faults == nil || o.Faults.Blocked == nil {
		return observation.WorkerVersion{}, false
	}
	blocked := o.Faults.Blocked
	name, _, _ := strings.Cut(host, ":")
	if !slices.Contains(blocked.Hosts, host) && !slices.Contains(blocked.Hosts, name) {
		return observation.WorkerVersion{}, false
	}
	for _, r := range blocked.Registrations {
		for _, v := range r.Versions {
			if reading.SameURL(v.ScriptURL, script) && (v.Reached(observation.Activated) || v.State == observation.Redundant) {
				return v, true
			}
		}
	}
	return observation.WorkerVersion{}, false
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
