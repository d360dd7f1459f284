package script

import (
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// A Rejection is a registration that the browser refused, as it stands on a
// page's console.
type Rejection struct {
	Scope  string // "" where the browser does not name it
	Script string // likewise
	Reason string // in the browser's words
	Page   string
}

// Evidence returns the rejection as evidence of a finding.
func (r Rejection) Evidence() finding.Evidence {
	url := r.Script
	if url == "" {
		url = r.Page
	}
	return finding.Evidence{Kind: finding.OfConsole, URL: url, Text: "the registration was refused: " + r.Reason}
}

// IsScope reports whether the scope was too wide for where the script lies.
func (r Rejection) IsScope() bool { return strings.Contains(r.Reason, "max scope allowed") }

// IsEvaluation reports whether the script threw while it was run.
func (r Rejection) IsEvaluation() bool { return strings.Contains(r.Reason, "script evaluation failed") }

func (r Rejection) isRedirect() bool { return strings.Contains(r.Reason, "behind a redirect") }

func (r Rejection) isAnswer() bool {
	return strings.Contains(r.Reason, "unsupported MIME type") || strings.Contains(r.Reason, "bad HTTP response code")
}

// What Chrome says when register() rejects. A page that catches the rejection
// and prints it has it in the middle of a text of its own.
//
// Source: third_party/blink/renderer/modules/service_worker/service_worker_error.cc
// and content/common/service_worker/service_worker_loader_helpers.cc in Chromium.
var (
	rejection  = regexp.MustCompile(`Failed to register a ServiceWorker(?: for scope \('([^']*)'\) with script \('([^']*)'\))?: ([^\n]+)`)
	stackFrame = regexp.MustCompile(`\s+at .*$`)
)

// Rejections returns the registrations that the browser refused online, each
// script and reason once.
func Rejections(o *observation.Observations) []Rejection {
	var all []Rejection
	seen := map[string]bool{}
	for _, v := range reading.Visits(o) {
		if v.Network != observation.Online {
			continue
		}
		for _, m := range v.Console {
			r, ok := parseRejection(m.Text)
			if !ok || seen[r.Script+r.Reason] {
				continue
			}
			seen[r.Script+r.Reason] = true
			r.Page = v.URL
			all = append(all, r)
		}
	}
	return all
}

func parseRejection(text string) (Rejection, bool) {
	found := rejection.FindStringSubmatch(text)
	if found == nil {
		return Rejection{}, false
	}
	reason := strings.TrimSpace(stackFrame.ReplaceAllString(found[3], ""))
	return Rejection{Scope: found[1], Script: found[2], Reason: reason}, true
}

func rejectedFor(o *observation.Observations, script string, kind func(Rejection) bool) (Rejection, bool) {
	for _, r := range Rejections(o) {
		if r.Script == script && kind(r) {
			return r, true
		}
	}
	return Rejection{}, false
}
