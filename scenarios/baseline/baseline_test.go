package baseline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/baseline"
)

const (
	origin = "http://127.0.0.1:8000"
	today  = "2026-06-15"
)

var ids = []string{"cache/opaque", "offline/visited-page", "worker/error"}

// report is one in which each result stands as it is given.
func report(results ...finding.Result) finding.Report {
	r := finding.Report{Target: origin + "/", Results: results}
	r.Conclude()
	return r
}

func partial(results ...finding.Result) finding.Report {
	r := report(results...)
	r.Partial = true
	return r
}

// onPages is a result that judged pages: failing ones begin with a !.
func onPages(rule string, pages ...string) finding.Result {
	r := finding.Result{Rule: rule, Severity: finding.Error, Outcome: finding.Pass, Message: "a message"}
	for _, p := range pages {
		path, failing := strings.CutPrefix(p, "!")
		of := finding.PageOutcome{URL: origin + path, Outcome: finding.Pass}
		if failing {
			r.Outcome, of.Outcome = finding.Fail, finding.Fail
		}
		r.Pages = append(r.Pages, of)
	}
	return r
}

// seen is a result that failed and rests on evidence of these URLs.
func seen(rule string, kind finding.EvidenceKind, urls ...string) finding.Result {
	r := finding.Result{Rule: rule, Severity: finding.Warning, Outcome: finding.Fail, Message: "a message"}
	for _, u := range urls {
		r.Evidence = append(r.Evidence, finding.Evidence{Kind: kind, URL: u})
	}
	return r
}

func parse(t *testing.T, text string) *baseline.Baseline {
	t.Helper()
	b, err := baseline.Parse("known.yaml", []byte(text), ids)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func written(t *testing.T, b *baseline.Baseline) string {
	t.Helper()
	content, err := b.Content()
	if err != nil {
		t.Fatal(err)
	}
	_, list, found := strings.Cut(string(content), "\nknown:")
	if !found {
		t.Fatalf("no list of what is known:\n%s", content)
	}
	return "known:" + list
}

func TestWhatIsKnownDoesNotCount(t *testing.T) {
	about := "known: [{rule: offline/visited-page, urls: [/about], reason: behind the login}]"
	because := &finding.Known{Reason: "behind the login"}
	for name, c := range map[string]struct {
		baseline string
		found    finding.Result
		known    *finding.Known
		expired  *finding.Known
		news     []string
	}{
		"the same page":              {about, onPages("offline/visited-page", "/", "!/about"), because, nil, nil},
		"another page":               {about, onPages("offline/visited-page", "!/", "/about"), nil, nil, nil},
		"a further page":             {about, onPages("offline/visited-page", "!/", "!/about"), nil, nil, []string{origin + "/"}},
		"another rule":               {about, onPages("worker/error", "!/about"), nil, nil, nil},
		"a rule that passes":         {about, onPages("offline/visited-page", "/about"), nil, nil, nil},
		"wherever it fails":          {"known: [{rule: worker/error}]", onPages("worker/error", "!/", "!/about"), &finding.Known{}, nil, nil},
		"a pattern":                  {"known: [{rule: worker/error, urls: [/talks/*]}]", onPages("worker/error", "!/talks/a", "!/talks/b"), &finding.Known{}, nil, nil},
		"a whole URL":                {"known: [{rule: worker/error, urls: ['" + origin + "/a']}]", onPages("worker/error", "!/a"), &finding.Known{}, nil, nil},
		"several entries":            {"known: [{rule: worker/error, urls: [/a], reason: one, expires: 2026-08-01}, {rule: worker/error, urls: [/b], reason: two, expires: 2026-07-01}]", onPages("worker/error", "!/a", "!/b"), &finding.Known{Reason: "one; two", Expires: "2026-07-01"}, nil, nil},
		"on the last day":            {"known: [{rule: worker/error, expires: 2026-06-15}]", onPages("worker/error", "!/a"), &finding.Known{Expires: "2026-06-15"}, nil, nil},
		"a day later":                {"known: [{rule: worker/error, reason: soon, expires: 2026-06-14}]", onPages("worker/error", "!/a"), nil, &finding.Known{Reason: "soon", Expires: "2026-06-14"}, nil},
		"expired, and a new page":    {"known: [{rule: worker/error, urls: [/a], expires: 2026-06-14}]", onPages("worker/error", "!/a", "!/b"), nil, &finding.Known{Expires: "2026-06-14"}, []string{origin + "/b"}},
		"expired, and known besides": {"known: [{rule: worker/error, expires: 2026-06-14}, {rule: worker/error}]", onPages("worker/error", "!/a"), &finding.Known{}, nil, nil},
		"a finding without URLs":     {"known: [{rule: worker/error}]", seen("worker/error", finding.OfConsole), &finding.Known{}, nil, nil},
		"without URLs, known with":   {"known: [{rule: worker/error, urls: [/]}]", seen("worker/error", finding.OfConsole), nil, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			reports := []finding.Report{report(c.found)}
			parse(t, c.baseline).Apply(reports, today)
			got := reports[0].Results[0]
			if diff := cmp.Diff([]any{c.known, c.expired, c.news}, []any{got.Known, got.Expired, got.New}); diff != "" {
				t.Errorf("known, expired, new (-want +got):\n%s", diff)
			}
			counted := c.found.Outcome == finding.Fail && c.known == nil
			if got := reports[0].Verdict != finding.VerdictPass; got != counted {
				t.Errorf("the verdict is %s", reports[0].Verdict)
			}
		})
	}
}

// The same finding in the next run, on another machine, after the next build.
func TestFindingsAreRecognised(t *testing.T) {
	for name, c := range map[string]struct{ before, now string }{
		"another port":             {"http://127.0.0.1:8000/a", "http://127.0.0.1:39407/a"},
		"another host":             {"http://localhost:8000/a?b=c", "https://preview-12.example.org/a?b=c"},
		"third parties on a port":  {"http://127.0.0.1:9000/b.js", "http://127.0.0.1:9999/b.js"},
		"a page that nobody has":   {"http://127.0.0.1:8000/swcheck-27926a9991", "http://127.0.0.1:39407/swcheck-5af47a59b5"},
		"an asset that nobody has": {"http://127.0.0.1:8000/assets/swcheck-27926a9991.js", "http://127.0.0.1:39407/assets/swcheck-5af47a59b5.css"},
		"a query that nobody has":  {"http://127.0.0.1:8000/card?id=1&swcheck=3", "http://127.0.0.1:39407/card?id=1&swcheck=12"},
		"a hash":                   {"http://127.0.0.1:8000/assets/help-e31b122f.js", "http://127.0.0.1:8000/assets/help-0b1c2d3e.js"},
		"a hash of letters":        {"http://127.0.0.1:8000/assets/index-BkQ3xW9z.js", "http://127.0.0.1:8000/assets/index-C7aPq0Tz.js"},
		"a long hash":              {"http://127.0.0.1:8000/main.0123456789abcdef0123.css", "http://127.0.0.1:8000/main.fedcba98765432100123.css"},
		"a version":                {"http://127.0.0.1:8000/app.js?v=12", "http://127.0.0.1:8000/app.js?v=13"},
		"a fragment":               {"http://127.0.0.1:8000/a#b", "http://127.0.0.1:8000/a"},
		"an origin without a path": {"http://127.0.0.1:8000", "http://127.0.0.1:8000/"},
	} {
		t.Run(name, func(t *testing.T) {
			if !recognised(t, c.before, c.now) {
				t.Errorf("%s and %s are taken for two", c.before, c.now)
			}
		})
	}
	for name, c := range map[string]struct{ before, now string }{
		"another page":             {"http://127.0.0.1:8000/talks/2024", "http://127.0.0.1:8000/talks/2025"},
		"a page named by a number": {"http://127.0.0.1:8000/orders/5f3a9c21aa", "http://127.0.0.1:8000/orders/0b1c2d3eaa"},
		"another query":            {"http://127.0.0.1:8000/card?id=1", "http://127.0.0.1:8000/card?id=2"},
		"another asset":            {"http://127.0.0.1:8000/assets/help-e31b122f.js", "http://127.0.0.1:8000/assets/main-e31b122f.js"},
		"a picture of a day":       {"http://127.0.0.1:8000/photo-20240101.jpg", "http://127.0.0.1:8000/photo-20240102.jpg"},
		"another third party":      {"https://a.example/x.js", "https://b.example/x.js"},
		"another name":             {"http://127.0.0.1:8000/screenshots.png", "http://127.0.0.1:8000/thumbnails.png"},
		"part of a path":           {"http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a/b"},
	} {
		t.Run(name, func(t *testing.T) {
			if recognised(t, c.before, c.now) {
				t.Errorf("%s and %s are taken for one", c.before, c.now)
			}
		})
	}
}

// recognised reports whether what is written of a URL knows another one. The
// target is on the URL's own origin, unless that is no page of ours.
func recognised(t *testing.T, before, now string) bool {
	t.Helper()
	target := func(url string) string {
		scheme, rest, _ := strings.Cut(url, "://")
		host, _, _ := strings.Cut(rest, "/")
		if strings.Contains(host, ":9") || strings.Contains(host, "a.example") || strings.Contains(host, "b.example") {
			return origin + "/"
		}
		return scheme + "://" + host + "/"
	}
	first := report(seen("worker/error", finding.OfRequest, before))
	first.Target = target(before)
	content, err := (*baseline.Baseline)(nil).Renew([]finding.Report{first}, today).Content()
	if err != nil {
		t.Fatal(err)
	}
	second := report(seen("worker/error", finding.OfRequest, now))
	second.Target = target(now)
	reports := []finding.Report{second}
	parse(t, string(content)).Apply(reports, today)
	return reports[0].Results[0].IsKnown()
}

func TestMessagesNameNoPort(t *testing.T) {
	result := seen("worker/error", finding.OfConsole)
	result.Message = origin + "/swcheck-27926a9991 and " + origin + "/a fail, https://cdn.example/b too" + strings.Repeat(" and so on", 20)
	content := written(t, (*baseline.Baseline)(nil).Renew([]finding.Report{report(result)}, today))
	if want := "    message: /swcheck-* and /a fail, https://cdn.example/b too and so on"; !strings.Contains(content, want) || !strings.Contains(content, "…\n") {
		t.Errorf("it says\n%s", content)
	}
}

func TestSubjectsOfEvidence(t *testing.T) {
	result := seen("worker/error", finding.OfExchange, origin+"/a.js", origin+"/a.js", "https://cdn.example/b.js")
	result.Evidence = append(result.Evidence, finding.Evidence{Kind: finding.OfWorker, URL: origin + "/sw.js"})
	want := `known:
  - rule: worker/error
    urls:
      - /a.js
      - https://cdn.example/b.js
    message: a message
    reason:
`
	var none *baseline.Baseline
	if diff := cmp.Diff(want, written(t, none.Renew([]finding.Report{report(result)}, today))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTellsWhatNoLongerOccurs(t *testing.T) {
	entries := `known:
  - {rule: offline/visited-page, urls: [/a, /b], reason: soon}
  - {rule: worker/error}
`
	const pages, errors = "known.yaml:2:5: offline/visited-page", "known.yaml:3:5: worker/error"
	passed := func(rule string, o finding.Outcome) finding.Result { return finding.Result{Rule: rule, Outcome: o} }
	for name, c := range map[string]struct {
		reports []finding.Report
		want    []string
	}{
		"all of it fails":   {[]finding.Report{report(onPages("offline/visited-page", "!/a", "!/b"), seen("worker/error", finding.OfConsole))}, nil},
		"all of it passes":  {[]finding.Report{report(onPages("offline/visited-page", "/a", "/b"), passed("worker/error", finding.Pass))}, []string{pages + " no longer fails as it is known here: remove it", errors + " no longer fails as it is known here: remove it"}},
		"a part passes":     {[]finding.Report{report(onPages("offline/visited-page", "!/a", "/b"))}, []string{pages + " no longer fails with /b: remove it there"}},
		"was not visited":   {[]finding.Report{report(onPages("offline/visited-page", "/", "!/a"))}, []string{pages + " was judged, but not with /b: remove it there where that page is gone"}},
		"no page is there":  {[]finding.Report{report(onPages("offline/visited-page", "/"))}, []string{pages + " was judged, but not with /a, /b: remove it there where that page is gone"}},
		"was called off":    {[]finding.Report{partial(onPages("offline/visited-page", "/"))}, nil},
		"visited elsewhere": {[]finding.Report{report(onPages("offline/visited-page", "/")), report(onPages("offline/visited-page", "!/a", "!/b"))}, nil},
		"was not judged":    {[]finding.Report{report(passed("offline/visited-page", finding.Inconclusive), passed("worker/error", finding.NotApplicable))}, nil},
		"fails elsewhere":   {[]finding.Report{report(onPages("offline/visited-page", "!/a", "!/b")), report(onPages("offline/visited-page", "/a", "/b"))}, nil},
		"nothing is judged": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			parse(t, entries).Apply(c.reports, today)
			var got []string
			for _, r := range c.reports {
				got = append(got, r.Notes...)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRenewKeepsWhatPeopleWrote(t *testing.T) {
	before := parse(t, `known:
  - {rule: worker/error, reason: the vendor knows, expires: 2027-01-31}
  - {rule: offline/visited-page, urls: [/mended, /a*], message: old, reason: soon}
  - {rule: cache/opaque, urls: ['https://fonts.example/*'], reason: not judged this time}
`)
	information := onPages("cache/opaque", "!/told")
	information.Severity = finding.Information
	now := report(
		onPages("offline/visited-page", "/mended", "!/about", "!/b"),
		seen("worker/error", finding.OfConsole, origin+"/sw.js"),
		information,
	)
	want := `known:
  - rule: cache/opaque
    urls:
      - https://fonts.example/*
    reason: not judged this time

  - rule: offline/visited-page
    urls:
      - /a*
    message: old
    reason: soon

  - rule: offline/visited-page
    urls:
      - /b
    message: a message
    reason:

  - rule: worker/error
    reason: the vendor knows
    expires: 2027-01-31
`
	if diff := cmp.Diff(want, written(t, before.Renew([]finding.Report{now}, today))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is written is known from now on: with a last day that is over it would
// fail in the very next run.
func TestRenewTakesOutDaysThatAreOver(t *testing.T) {
	before := parse(t, `known:
  - {rule: worker/error, reason: over, expires: 2026-06-14}
  - {rule: offline/visited-page, urls: [/a], reason: its last day is today, expires: 2026-06-15}
  - {rule: cache/opaque, reason: over but not judged, expires: 2026-01-01}
`)
	now := []finding.Report{report(seen("worker/error", finding.OfConsole, origin+"/sw.js"), onPages("offline/visited-page", "!/a", "!/b"))}
	renewed := before.Renew(now, today)
	want := `known:
  - rule: cache/opaque
    reason: over but not judged
    expires: 2026-01-01

  - rule: offline/visited-page
    urls:
      - /a
    reason: its last day is today
    expires: 2026-06-15

  - rule: offline/visited-page
    urls:
      - /b
    message: a message
    reason:

  - rule: worker/error
    reason: over
`
	if diff := cmp.Diff(want, written(t, renewed)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if renewed.Prolonged() != 1 || renewed.Unexplained() != 1 {
		t.Errorf("%d prolonged, %d without a reason", renewed.Prolonged(), renewed.Unexplained())
	}
	if renewed.Apply(now, today); now[0].Counts.Known != 2 || now[0].Verdict != finding.VerdictPass {
		t.Errorf("%+v, %s", now[0].Counts, now[0].Verdict)
	}
}

func TestNothingToKnow(t *testing.T) {
	var none *baseline.Baseline
	renewed := none.Renew([]finding.Report{report(onPages("worker/error", "/"))}, today)
	if got := written(t, renewed); got != "known: []\n" {
		t.Errorf("got %q", got)
	}
	for _, text := range []string{"known: []", "known:\n"} {
		if n := parse(t, text).Len(); n != 0 {
			t.Errorf("%q knows %d findings", text, n)
		}
	}
}

// TestWhatIsWrittenIsReadAgain writes URLs and messages as sites choose them.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for _, nasty := range []string{
		"/a: b", "/a #b", "*", "- x", "&a", "/%22'\"", "{}", "[a, b]", "/日本語", "null", "~", "2026-12-31",
		"a\nb: c", "\x1b[2J", "\u202eabc", "!x", "|", "> x", "%", "@", "`", strings.Repeat("/長い", 400), " / ", "\xff\xfe",
	} {
		result := seen("worker/error", finding.OfConsole, nasty, origin+"/"+nasty)
		result.Message = nasty
		found := []finding.Report{report(result)}
		content, err := (*baseline.Baseline)(nil).Renew(found, today).Content()
		if err != nil {
			t.Fatal(err)
		}
		b, err := baseline.Parse("known.yaml", content, ids)
		if err != nil {
			t.Errorf("%q: %v\n%s", nasty, err, content)
			continue
		}
		if b.Apply(found, today); !found[0].Results[0].IsKnown() {
			t.Errorf("%q is not recognised:\n%s", nasty, content)
		}
		if again, err := b.Content(); err != nil || string(again) != string(content) {
			t.Errorf("%q, %v, was written as\n%s\nand then as\n%s", nasty, err, content, again)
		}
	}
}
