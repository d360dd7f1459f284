package script

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// An importRequest is a request for a script that a worker's script imports,
// and what came of it.
type importRequest struct {
	observation.Exchange
	importer string // the worker's script, or the origin of it where the browser says no more
}

// imports returns the requests for imported scripts that browsers made online,
// each URL once.
func imports(o *observation.Observations) []importRequest {
	var all []importRequest
	seen := map[string]bool{}
	for _, log := range sessions(o) {
		for _, i := range importsIn(log) {
			if !seen[i.URL] {
				seen[i.URL] = true
				all = append(all, i)
			}
		}
	}
	return all
}

// importsIn tells a worker's imports from the scripts of pages and of
// dedicated workers, which have the same destination.
//
// Measured with Chromium 156: an import of a module worker has the destination
// "serviceworker" without being its main script. An import of a classic worker
// is asked for with Cache-Control: max-age=0 when the worker is first
// installed, which scripts of pages are not; its Referer is the worker's script
// on the same origin, and no more than the origin elsewhere.
func importsIn(log observation.SessionLog) []importRequest {
	importers := map[string]bool{} // worker scripts and what they import
	origins := map[string]bool{}
	var all []importRequest
	for _, e := range log.Exchanges {
		if e.IsWorkerScript() {
			importers[e.URL] = true
			origins[reading.Origin(e.URL)] = true
			continue
		}
		if e.Network != observation.Online || e.Build == "B" {
			continue
		}
		if importer := e.RequestHeader.Get("Referer"); isImport(e, importer, importers, origins) {
			importers[e.URL] = true
			all = append(all, importRequest{e, importer})
		}
	}
	return all
}

func isImport(e observation.Exchange, importer string, importers, origins map[string]bool) bool {
	switch e.Destination() {
	case "serviceworker":
		return true
	case "script":
		foreign := reading.Origin(e.URL) != reading.Origin(importer)
		validates := e.RequestHeader.Get("Cache-Control") == "max-age=0"
		return importers[importer] || (foreign && validates && origins[reading.Origin(importer)])
	}
	return false
}

// Calls of importScripts, and the URLs that stand in them as literals.
var (
	importCall = regexp.MustCompile(`\bimportScripts\s*\(([^)]*)\)`)
	literal    = regexp.MustCompile("[\"'`]([^\"'`$\\s]+)[\"'`]")
)

// importsInBody returns the absolute URLs that the text of a worker's script
// imports. What a build computes, and what stands in comments, is not found.
func importsInBody(script, body string) []string {
	base, err := url.Parse(script)
	if err != nil {
		return nil
	}
	var all []string
	for _, call := range importCall.FindAllStringSubmatchIndex(body, -1) {
		if inComment(body[:call[0]]) {
			continue
		}
		for _, found := range literal.FindAllStringSubmatch(body[call[2]:call[3]], -1) {
			if u, err := base.Parse(found[1]); err == nil {
				all = append(all, u.String())
			}
		}
	}
	return all
}

// inComment reports whether the text ends within a comment. It knows no string
// literals: one that contains /* hides what follows, which is the safe side.
func inComment(before string) bool {
	if strings.LastIndex(before, "/*") > strings.LastIndex(before, "*/") {
		return true
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	i := strings.Index(line, "//")
	return i >= 0 && (i == 0 || line[i-1] != ':') // but not https://
}
