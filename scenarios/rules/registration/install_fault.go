package registration

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules/script"
)

// A Fault is the reason why a worker did not install, or became active without
// what its install was to store.
type Fault struct {
	Script   string
	Active   bool   // it runs nevertheless
	Asset    string // URL of what it could not store, where that alone kept it from being installed
	Reason   string
	Evidence []finding.Evidence

	// Messages are the texts in the worker's console that tell of this fault,
	// so that no other rule tells of them again.
	Messages []string
}

// Rule returns the id of the rule that tells of the fault.
func (f Fault) Rule() string {
	if f.Asset != "" {
		return "install/missing-asset"
	}
	return "registration/install-failure"
}

// InstallFault returns the fault in the install of the site's worker, if there
// is one that the audit itself has not brought about.
func InstallFault(o *observation.Observations) (Fault, bool) {
	for _, s := range sessions(o) {
		if fault, found := redundant(o, s); found {
			return fault, true
		}
		if fault, found := failedPrecache(o, s); found {
			return fault, true
		}
		if fault, found := threwWhileInstalling(s); found {
			return fault, true
		}
	}
	return threwWhileEvaluated(o)
}

// redundant finds a registration of which no version ever installed.
func redundant(o *observation.Observations, s session) (Fault, bool) {
	for _, r := range s.Registrations {
		if len(r.Versions) == 0 || anyInstalled(r) || installedElsewhere(o, r.Scope) {
			continue
		}
		v := r.Versions[len(r.Versions)-1]
		if v.State != observation.Redundant || s.hitByCut(v.ScriptURL) {
			continue
		}
		reason, evidence := whyRedundant(s, v)
		own := finding.Evidence{Kind: finding.OfWorker, URL: v.ScriptURL, Text: "states: " + states(v)}
		return Fault{Script: v.ScriptURL, Asset: missingAsset(s, v), Reason: reason,
			Evidence: append(evidence, own), Messages: uncaughtTexts(s, v)}, true
	}
	return Fault{}, false
}

// missingAsset returns the URL of what the version could not store, or "" where
// something else kept it from being installed.
func missingAsset(s session, v observation.WorkerVersion) string {
	for _, m := range s.WorkerConsole {
		if url, _, _, ok := reading.CacheFailure(m.Text); ok {
			return url
		}
	}
	asset, _, _ := reading.MissingAsset(s.SessionLog, v.ScriptURL, 0)
	return asset.URL
}

// installedElsewhere reports whether the same scope got its worker in another
// session: then this failure was one of the moment.
func installedElsewhere(o *observation.Observations, scope string) bool {
	for _, s := range sessions(o) {
		for _, r := range s.Registrations {
			if r.Scope == scope && anyInstalled(r) {
				return true
			}
		}
	}
	return false
}

func states(v observation.WorkerVersion) string {
	var names []string
	for _, change := range v.History {
		names = append(names, string(change.State))
	}
	if len(names) == 0 {
		return string(v.State)
	}
	return strings.Join(names, ", ")
}

// whyRedundant gathers what tells of the cause, the most telling first.
func whyRedundant(s session, v observation.WorkerVersion) (string, []finding.Evidence) {
	var evidence []finding.Evidence
	add := func(kind finding.EvidenceKind, url, text string, exchange int) {
		e := finding.Evidence{Kind: kind, URL: url, Text: text, Exchange: exchange}
		if !slices.Contains(evidence, e) {
			evidence = append(evidence, e)
		}
	}
	for _, m := range s.WorkerConsole {
		if url, _, why, ok := reading.CacheFailure(m.Text); ok {
			add(finding.OfConsole, url, "could not be stored: "+why, 0)
		}
	}
	for _, e := range s.ownRequests(v.ScriptURL) {
		if why, bad := reading.NotStorable(e); bad {
			add(finding.OfExchange, e.URL, why, e.ID)
		}
	}
	for _, e := range twiceAsked(s, v.ScriptURL) {
		add(finding.OfExchange, e.URL, "asked for twice by the install: Cache.addAll refuses a list that names a URL twice", e.ID)
	}
	for _, text := range uncaughtTexts(s, v) {
		add(finding.OfConsole, v.ScriptURL, firstLine(text), 0)
	}
	if len(evidence) == 0 {
		return "it became redundant while it was installed, without a word on its console", nil
	}
	return strings.TrimPrefix(evidence[0].URL+": ", v.ScriptURL+": ") + evidence[0].Text, evidence
}

// twiceAsked returns the second request for each URL that a worker asked for
// twice by itself.
func twiceAsked(s session, script string) []observation.Exchange {
	seen := map[string]bool{}
	install := 0
	var twice []observation.Exchange
	for _, e := range s.ownRequests(script) {
		if n := s.installOf(e); n != install {
			install = n
			clear(seen) // a further load installs anew, and asks for everything again
		}
		if e.Destination() == "empty" && seen[e.Method+e.URL] {
			twice = append(twice, e)
		}
		seen[e.Method+e.URL] = true
	}
	return twice
}

// installOf counts the requests for worker scripts before the exchange: each
// begins an install.
func (s session) installOf(e observation.Exchange) int {
	n := 0
	for _, earlier := range s.Exchanges {
		if earlier.ID < e.ID && earlier.IsWorkerScript() {
			n++
		}
	}
	return n
}

func uncaughtTexts(s session, v observation.WorkerVersion) []string {
	var texts []string
	for _, e := range v.Errors {
		// Among these are also messages that the browser merely logs.
		if strings.HasPrefix(e.Message, "Uncaught") {
			texts = append(texts, e.Message)
		}
	}
	for _, m := range s.WorkerConsole {
		if m.Uncaught() && !slices.Contains(texts, m.Text) {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// threwWhileEvaluated finds a script that the browser fetched and could not
// run, which leaves no registration behind.
func threwWhileEvaluated(o *observation.Observations) (Fault, bool) {
	for _, r := range script.Rejections(o) {
		if !r.IsEvaluation() || anyWorker(o) {
			continue
		}
		fault := Fault{Script: r.Script, Reason: r.Reason}
		for _, s := range sessions(o) {
			if reason, evidence := whyRedundant(s, observation.WorkerVersion{ScriptURL: r.Script}); len(evidence) > 0 {
				fault.Reason, fault.Evidence = reason, evidence
				break
			}
		}
		fault.Evidence = append(fault.Evidence, r.Evidence())
		return fault, true
	}
	return Fault{}, false
}

func anyWorker(o *observation.Observations) bool {
	for _, s := range sessions(o) {
		if slices.ContainsFunc(s.Registrations, anyInstalled) {
			return true
		}
	}
	return false
}

// threwWhileInstalling finds a worker whose install handler threw. Browsers
// make such a worker active all the same, without what the handler did not get
// to do.
//
// Source: https://w3c.github.io/ServiceWorker/#installation-algorithm
func threwWhileInstalling(s session) (Fault, bool) {
	for _, r := range s.Registrations {
		for _, v := range r.Versions {
			from, began := first(v, observation.Installing)
			until, ended := first(v, observation.Activated)
			if !began || !ended {
				continue
			}
			for _, e := range v.Errors {
				// An exception outside of any promise; those have rules of their own.
				if e.At < from || e.At > until || strings.Contains(e.Message, "(in promise)") || !strings.HasPrefix(e.Message, "Uncaught") {
					continue
				}
				return Fault{Script: v.ScriptURL, Active: true, Messages: []string{e.Message},
					Reason: "it threw while it was installed: " + firstLine(e.Message),
					Evidence: []finding.Evidence{{Kind: finding.OfWorker, URL: v.ScriptURL,
						Text: fmt.Sprintf("%s, line %d", firstLine(e.Message), e.Line)}}}, true
			}
		}
	}
	return Fault{}, false
}
