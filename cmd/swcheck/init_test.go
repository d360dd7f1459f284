package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// serveSite serves a site until the test ends, and returns its URL.
func serveSite(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	site := httptest.NewServer(answer)
	t.Cleanup(site.Close)
	return site.URL
}

// call runs this program in the folder of the test, and returns what it printed.
func call(t *testing.T, env map[string]string, args ...string) string {
	t.Helper()
	var out, errs strings.Builder
	lookup := func(name string) (string, bool) {
		if value, ok := env[name]; ok {
			return value, true
		}
		return os.LookupEnv(name)
	}
	if code := run(t.Context(), args, strings.NewReader(""), &out, &errs, lookup); code != exitOK {
		t.Fatalf("swcheck %s: exit code %d\n%s%s", strings.Join(args, " "), code, &out, &errs)
	}
	return out.String()
}

func html(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, text)
}

// TestInitOfALogin runs init on a site that shows nothing but a login, and then
// what it wrote.
func TestInitOfALogin(t *testing.T) {
	members := serveSite(t, func(w http.ResponseWriter, r *http.Request) {
		_, stranger := r.Cookie("sid")
		switch {
		case r.Method == http.MethodPost && r.FormValue("name") == "ada" && r.FormValue("pw") == "lantern":
			http.SetCookie(w, &http.Cookie{Name: "sid", Value: "1", Path: "/"})
			http.Redirect(w, r, "/", http.StatusSeeOther)
		case r.URL.Path == "/login":
			html(w, `<title>Log in</title><form method="post"><input name="name"><input name="pw" type="password"><button>Let me in</button></form>`)
		case stranger != nil:
			http.Redirect(w, r, "/login", http.StatusFound)
		default:
			html(w, `<title>Members</title><p>Hello, member.`)
		}
	})
	t.Chdir(t.TempDir())
	told := call(t, nil, "init", members, "--quiet", "--dir", "our tests")
	for _, want := range []string{
		"it leads to /login, which asks for a password, and what is behind it was not seen",
		"swcheck init --cookie NAME=VALUE " + members,
		"next: cd 'our tests' && SITE_USER=… SITE_PASSWORD=… swcheck run scenarios\n",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("it does not say %q:\n%s", want, told)
		}
	}
	t.Chdir("our tests")
	told = call(t, map[string]string{"SITE_USER": "ada", "SITE_PASSWORD": "lantern"}, "run", "scenarios", "--quiet")
	if !strings.Contains(told, "PASS  1 passed") {
		t.Errorf("what was written does not pass:\n%s", told)
	}
}

// TestInitWhereOnePageHasAWorkerThatFails runs init, from another origin, on a
// site whose worker is sound, with a page that registers one that is not there.
func TestInitWhereOnePageHasAWorkerThatFails(t *testing.T) {
	const worker = `
		oninstall = e => e.waitUntil(caches.open('pages').then(c => c.addAll(['/app/', '/app/one/'])));
		onactivate = e => e.waitUntil(clients.claim());
		onfetch = e => e.respondWith(caches.match(e.request).then(r => r ?? fetch(e.request)));`
	site := serveSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/app/":
			html(w, `<title>App</title><p>The app has words. <a href="one/">One</a><script>navigator.serviceWorker.register('/app/sw.js')</script>`)
		case "/app/one/":
			html(w, `<title>One</title><p>The first page has others.<script>navigator.serviceWorker.register('sw.js').catch(console.error)</script>`)
		case "/app/sw.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, worker)
		default:
			http.NotFound(w, r)
		}
	})
	former := serveSite(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, site+"/app/", http.StatusFound) })
	folder := t.TempDir()
	told := call(t, nil, "init", former, "--quiet", "--dir", folder)
	for _, want := range []string{
		"a service worker is in charge, and 2 of 2 pages open offline",
		"an audit says besides: " + site + "/app/one/sw.js is answered with status 404",
		former + "/ leads to another origin, whose pages were seen: swcheck.yaml names it as the target, " + site + "/app/",
		"visited-pages.yaml", "deploy.yaml",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("it does not say %q:\n%s", want, told)
		}
	}
	written, err := os.ReadFile(filepath.Join(folder, "swcheck.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\ntarget: " + site + "/app/\n", "# " + former + "/ leads to the target", "# " + site + "/app/one/sw.js is answered"} {
		if !strings.Contains(string(written), want) {
			t.Errorf("swcheck.yaml lacks %q:\n%s", want, written)
		}
	}
}
