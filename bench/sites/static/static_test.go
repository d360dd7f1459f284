package static

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func siteFolder(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestAFolderIsServedAsPlainServersDo(t *testing.T) {
	folder := siteFolder(t, map[string]string{
		"index.html": "home", "docs/index.html": "docs", "app.webmanifest": "{}", "404.html": "lost",
	})
	plain := Options{}
	for _, test := range []struct {
		path       string
		options    Options
		status     int
		body, kind string
	}{
		{"/", plain, 200, "home", "text/html"},
		{"/index.html", plain, 200, "home", "text/html"}, // and not a redirect to /
		{"/docs", plain, 301, "", ""},
		{"/docs/", plain, 200, "docs", "text/html"},
		{"/app.webmanifest", plain, 200, "{}", "application/manifest+json"},
		{"/nothing", plain, 404, "lost", "text/html"},
		{"/../../etc/passwd", plain, 404, "lost", "text/html"},
		{"/deep/link", Options{SPA: true}, 200, "home", "text/html"},
		{"/gone.js", Options{SPA: true}, 404, "lost", "text/html"},
	} {
		answer := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodGet, "http://site.test/", nil)
		request.URL.Path = test.path
		Site(folder, test.options).ServeHTTP(answer, request)
		if answer.Code != test.status || !strings.Contains(answer.Body.String(), test.body) ||
			!strings.HasPrefix(answer.Header().Get("Content-Type"), test.kind) {
			t.Errorf("%s (%+v): %d %s %q, want %d %s %q", test.path, test.options, answer.Code,
				answer.Header().Get("Content-Type"), answer.Body, test.status, test.kind, test.body)
		}
	}
}

func TestMaxAgeIsSentOnlyWhenAskedFor(t *testing.T) {
	folder := siteFolder(t, map[string]string{"index.html": "home"})
	for age, want := range map[time.Duration]string{0: "", 10 * time.Minute: "max-age=600"} {
		answer := httptest.NewRecorder()
		Site(folder, Options{MaxAge: age}).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
		if got := answer.Header().Get("Cache-Control"); got != want {
			t.Errorf("max-age %v: Cache-Control %q, want %q", age, got, want)
		}
	}
}

func TestFilesAreAsOldAsTheDeploy(t *testing.T) {
	folder := siteFolder(t, map[string]string{"index.html": "home"})
	deployed := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	answer := httptest.NewRecorder()
	Site(folder, Options{Deployed: deployed}).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	if got := answer.Header().Get("Last-Modified"); got != "Thu, 29 Feb 2024 12:00:00 GMT" {
		t.Errorf("Last-Modified %q", got)
	}
}

func TestTheNextBuildTakesThePlaceOfTheFirst(t *testing.T) {
	builds := NewBuilds(Options{},
		siteFolder(t, map[string]string{"index.html": "first", "old.js": "1"}),
		siteFolder(t, map[string]string{"index.html": "second"}))
	get := func(path string) string {
		answer := httptest.NewRecorder()
		builds.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer.Body.String()
	}
	if got := get("/"); got != "first" {
		t.Errorf("before: %q", got)
	}
	if err := builds.Deploy(1); err != nil {
		t.Fatal(err)
	}
	if got := get("/") + get("/old.js"); !strings.HasPrefix(got, "second") || !strings.Contains(got, "404") {
		t.Errorf("after the deploy: %q", got)
	}
	if err := builds.Deploy(0); err != nil || get("/") != "first" {
		t.Errorf("after going back: %v, %q", err, get("/"))
	}
	if builds.Deploy(2) == nil || builds.Deploy(-1) == nil {
		t.Error("a build that there is not was deployed")
	}
}
