package reporter

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
)

func TestLabel(t *testing.T) {
	const target = "http://127.0.0.1:8000/app/"
	for raw, want := range map[string]string{
		"http://127.0.0.1:8000/talks/x":       "/talks/x",
		"http://127.0.0.1:8000":               "/",
		"http://127.0.0.1:8000/s?q=a#b":       "/s?q=a#b",
		"http://127.0.0.1:8000/%E6%97%A5":     "/日",
		"http://127.0.0.1:8000/a%3Fb":         "/a%3Fb",
		"http://127.0.0.1:8000/%1b[2J":        "/[2J",
		"https://127.0.0.1:8000/other-scheme": "https://127.0.0.1:8000/other-scheme",
		"http://127.0.0.1:9000/other-port":    "http://127.0.0.1:9000/other-port",
		"data:text/html,hello":                "data:text/html,hello",
		"http://127.0.0.1:8000/\x1b[2J":       "http://127.0.0.1:8000/[2J",
		"":                                    "",
	} {
		if got := label(target, raw); got != want {
			t.Errorf("label(%q) = %q, want %q", raw, got, want)
		}
	}
	if got := label("http://[broken", "http://a/b"); got != "http://a/b" {
		t.Errorf("with a broken target the label is %q", got)
	}
}

func TestNumbersForPeople(t *testing.T) {
	for got, want := range map[string]string{
		duration(0):             "0 ms",
		duration(850.4):         "850 ms",
		duration(5321):          "5.3 s",
		duration(72_400):        "1 min 12 s",
		size(-1):                "?",
		size(999):               "999 B",
		size(18_234):            "18.2 kB",
		size(5_000_000):         "5.0 MB",
		count(0, "request"):     "0 requests",
		count(1, "entry"):       "1 entry",
		count(3, "entry"):       "3 entries",
		junitTime(5321):         "5.321",
		hostname("http://a:1/"): "a:1",
		hostname("nonsense"):    "unknown",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestEvidenceLine(t *testing.T) {
	const target = "http://a/"
	for want, e := range map[string]finding.Evidence{
		"/x: blank":                        {URL: "http://a/x", Text: "blank"},
		"GET /x answered 404 (exchange 7)": {URL: "http://a/x", Text: "GET /x answered 404", Exchange: 7},
		"/: blank":                         {URL: "http://a/", Text: "blank"},
		"/x in cache v1: 12 kB":            {URL: "http://a/x", Cache: "v1", Text: "12 kB"},
		"in cache v1: 12 kB":               {Cache: "v1", Text: "12 kB"},
		"/x":                               {URL: "http://a/x"},
		"(exchange 7)":                     {Exchange: 7},
	} {
		if got := evidenceLine(target, e); got != want {
			t.Errorf("evidenceLine(%+v) = %q, want %q", e, got, want)
		}
	}
}

func TestEvidenceWithinKeepsWhatHappened(t *testing.T) {
	e := finding.Evidence{URL: "http://a/archive/2016/talks/part-07", Text: "net::ERR_FAILED"}
	for room, want := range map[int]string{
		60: "/archive/2016/talks/part-07: net::ERR_FAILED",
		35: "/archive/2…part-07: net::ERR_FAILED",
		20: "/arch…07: net::ERR_…",
	} {
		if got := evidenceWithin(room, "http://a/", e); got != want {
			t.Errorf("within %d columns: got %q, want %q", room, got, want)
		}
	}
}
