package script

import (
	"fmt"
	"net/http"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// An answer is what the server gave for the main script of a worker.
type answer struct {
	url      string
	status   int
	header   observation.Header
	exchange int // 0 for a probe of swcheck's own
}

func (a answer) mimeType() string {
	return observation.CacheEntry{Header: a.header}.MIMEType()
}

// accepted reports whether browsers take the answer as a worker's script.
//
// Source: https://w3c.github.io/ServiceWorker/#update-algorithm
func (a answer) accepted() bool {
	return a.status >= 200 && a.status < 300 && observation.IsJavaScript(a.mimeType())
}

func (a answer) redirects() bool {
	return a.status >= 300 && a.status < 400 && a.status != http.StatusNotModified
}

func (a answer) evidence(text string, args ...any) finding.Evidence {
	e := finding.Evidence{Kind: finding.OfExchange, URL: a.url, Text: fmt.Sprintf(text, args...), Exchange: a.exchange}
	if a.exchange == 0 {
		e.Kind = finding.OfProbe
	}
	return e
}

// sessions returns the logs of the sessions in which workers were allowed.
func sessions(o *observation.Observations) []observation.SessionLog {
	var all []observation.SessionLog
	if o.FirstVisit != nil {
		all = append(all, o.FirstVisit.SessionLog)
	}
	if o.ReturnVisit != nil {
		all = append(all, o.ReturnVisit.SessionLog)
	}
	if o.Offline != nil {
		all = append(all, o.Offline.SessionLog)
	}
	return all
}

// scripts returns the URLs of the worker scripts that browsers asked for or
// run, each once, in the order in which they came.
func scripts(o *observation.Observations) []string {
	var all []string
	seen := map[string]bool{}
	add := func(url string) {
		if url != "" && !seen[url] {
			seen[url] = true
			all = append(all, url)
		}
	}
	for _, log := range sessions(o) {
		for _, e := range log.Exchanges {
			if e.IsWorkerScript() {
				add(e.URL)
			}
		}
		for _, r := range log.Registrations {
			for _, v := range r.Versions {
				add(v.ScriptURL)
			}
		}
	}
	return all
}

// browserAnswers returns what the server itself, not a fault or a deploy that
// the gateway played, answered to browsers that asked for the script online.
func browserAnswers(o *observation.Observations, script string) []answer {
	var all []answer
	for _, log := range sessions(o) {
		for _, e := range log.Exchanges {
			if e.URL != script || !e.IsWorkerScript() || e.Outcome != observation.Answered ||
				e.Network != observation.Online || e.Build == "B" || e.Status == http.StatusNotModified {
				continue
			}
			all = append(all, answer{e.URL, e.Status, e.ResponseHeader, e.ID})
		}
	}
	return all
}

func probeAnswer(o *observation.Observations, script string) (answer, bool) {
	for _, p := range o.Probes {
		if p.Purpose == observation.ProbeWorkerScript && p.URL == script && p.Status > 0 {
			return answer{url: p.URL, status: p.Status, header: p.Header}, true
		}
	}
	return answer{}, false
}

// ran reports whether a browser took the script and made a worker of it.
func ran(o *observation.Observations, script string) bool {
	for _, log := range sessions(o) {
		for _, r := range log.Registrations {
			for _, v := range r.Versions {
				if v.ScriptURL == script && v.Reached(observation.Installing) {
					return true
				}
			}
		}
	}
	return false
}

// verdictAnswer returns the answer that decides whether browsers take the
// script: an accepted one where there is any, since a server that fails once
// is no broken site; else what browsers were given; else, where the gateway
// could not read what they were given, what swcheck's own request was given.
func verdictAnswer(o *observation.Observations, script string) (a answer, known bool) {
	answers := browserAnswers(o, script)
	for _, a := range answers {
		if a.accepted() {
			return a, true
		}
	}
	if len(answers) > 0 {
		return answers[0], true
	}
	return probeAnswer(o, script)
}
