package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/swcheck/swcheck/bench/sites/static"
)

func TestRequestsAreCounted(t *testing.T) {
	counts := newCounters()
	site := counts.of("blog", http.NotFoundHandler())
	for range 2 {
		site.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/a?b=1", nil))
	}
	list := func() string {
		answer := httptest.NewRecorder()
		counts.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
		return answer.Body.String()
	}
	if got := list(); got != "blog GET /a?b=1 2\n" {
		t.Errorf("counters %q", got)
	}
	counts.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodDelete, "/", nil))
	if got := list(); got != "" {
		t.Errorf("counters after DELETE: %q", got)
	}
}

func TestBuildsAreSwitchedFromOutside(t *testing.T) {
	var folders []string
	for _, text := range []string{"first", "second"} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "index.html"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		folders = append(folders, folder)
	}
	site := static.NewBuilds(static.Options{}, folders...)
	c := control{"blog": site}
	for _, test := range []struct {
		path   string
		status int
		shown  string
	}{
		{"/blog/1", http.StatusNoContent, "second"},
		{"/blog/0", http.StatusNoContent, "first"},
		{"/blog/2", http.StatusBadRequest, "first"},
		{"/blog/x", http.StatusBadRequest, "first"},
		{"/other/1", http.StatusNotFound, "first"},
	} {
		answer := httptest.NewRecorder()
		c.handler(newCounters()).ServeHTTP(answer, httptest.NewRequest(http.MethodPut, test.path, nil))
		if answer.Code != test.status {
			t.Errorf("PUT %s: status %d, want %d", test.path, answer.Code, test.status)
		}
		page := httptest.NewRecorder()
		site.ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/", nil))
		if page.Body.String() != test.shown {
			t.Errorf("after PUT %s the site shows %q", test.path, page.Body)
		}
	}
}
