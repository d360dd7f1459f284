package scenarios_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
	"github.com/swcheck/swcheck/scenarios"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// boundless is a site that writes [reportertest.Nasty] wherever it may, and as
// much as it can.
func boundless() *observation.Observations {
	o := DeployedSite()
	title := strings.Repeat(reportertest.Nasty, 10<<20/len(reportertest.Nasty))
	visit := &o.Offline.Pages[0].Online
	visit.Title, visit.Error = title, reportertest.Nasty
	for i := range 2000 {
		visit.Console = append(visit.Console, observation.ConsoleMessage{Level: "error", Text: reportertest.Nasty, URL: Origin})
		visit.Requests = append(visit.Requests, observation.Request{URL: fmt.Sprintf("%s/%d/%s", Origin, i, reportertest.Nasty), Error: reportertest.Nasty})
	}
	for i := range 300 {
		cache := observation.Cache{Name: fmt.Sprint(i, reportertest.Nasty), Origin: Origin}
		for n := range 30 {
			cache.Entries = append(cache.Entries, observation.CacheEntry{
				URL: fmt.Sprintf("%s/%d?%s", Origin, n, reportertest.Nasty), Method: reportertest.Nasty, Type: reportertest.Nasty,
				Header: observation.Header{reportertest.Nasty: {reportertest.Nasty}}, Exchange: ExHome,
			})
		}
		o.Offline.Caches = append(o.Offline.Caches, cache)
	}
	return o
}

// valid are the formats of which a program reads the output.
var valid = map[string]func([]byte) error{
	"json":  func(b []byte) error { return json.Unmarshal(b, new(any)) },
	"sarif": func(b []byte) error { return json.Unmarshal(b, new(any)) },
	"junit": func(b []byte) error {
		for d := xml.NewDecoder(bytes.NewReader(b)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	},
	"html": func(b []byte) error {
		if n := bytes.Count(b, []byte("<script")); n != 1 {
			return fmt.Errorf("%d scripts", n)
		}
		return nil
	},
}

func TestEveryFormatBearsABoundlessSite(t *testing.T) {
	for _, problem := range unsafe(scenarios.Judge(boundless(), scenarios.JudgeOptions{Trails: true})) {
		t.Error(problem)
	}
}

// unsafe tells which formats let through what a site wrote to do harm, are not
// what they should be, or have no bounds.
func unsafe(report finding.Report) (problems []string) {
	const most = 32 << 20
	tell := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	for _, format := range reporter.All() {
		var out bytes.Buffer
		if err := format.Write(&out, []finding.Report{report}, reporter.Options{Verbose: true}); err != nil {
			tell("%s: %v", format.Name, err)
		}
		if format.Name == "markdown" && out.Len() > 65_536 {
			tell("markdown has %d bytes, which GitHub takes in no comment", out.Len())
		}
		if out.Len() > most || !utf8.Valid(out.Bytes()) {
			tell("%s has %d bytes, and is UTF-8: %t", format.Name, out.Len(), utf8.Valid(out.Bytes()))
		}
		if i := bytes.IndexAny(out.Bytes(), "\x00\x07\x1b\u009b\u202e\u2066"); i >= 0 {
			tell("%s has %q", format.Name, out.Bytes()[max(0, i-40):i+10])
		}
		if check := valid[format.Name]; check != nil {
			if err := check(out.Bytes()); err != nil {
				tell("%s is not valid: %v", format.Name, err)
			}
		}
	}
	return problems
}
