package main

import "testing"

func TestParseTarget(t *testing.T) {
	for given, want := range map[string]string{
		"http://localhost:8000":      "http://localhost:8000/",
		"https://example.org/a?b=c":  "https://example.org/a?b=c",
		"HTTPS://example.org/#there": "https://example.org/",
		"localhost":                  "http://localhost/",
		"localhost:8000/talks/":      "http://localhost:8000/talks/",
		"app.localhost":              "http://app.localhost/",
		"127.0.0.1:3000":             "http://127.0.0.1:3000/",
		"[::1]:3000/x":               "http://[::1]:3000/x",
		"[::1]":                      "http://[::1]/",
		"staging:8080?x=1":           "http://staging:8080/?x=1",
		"example.org":                "https://example.org/",
		"example.org/deep/page":      "https://example.org/deep/page",
	} {
		got, err := parseTarget(given)
		if err != nil {
			t.Errorf("%s: %v", given, err)
		} else if got.String() != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}

func TestParseTargetRefuses(t *testing.T) {
	for _, given := range []string{
		"", " ", "http://", "http:///path", "http://a b/", "ftp://example.org", "file:///srv/index.html",
		"http://localhost:0", "http://localhost:70000", "http://localhost:x", "http://user:secret@localhost/",
		"http://[::1", "https://exa%mple.org",
	} {
		got, err := parseTarget(given)
		if err == nil {
			t.Errorf("%q was taken as %s", given, got)
		} else if exitCode(err) != exitUsage {
			t.Errorf("%q: exit code %d", given, exitCode(err))
		}
	}
}
