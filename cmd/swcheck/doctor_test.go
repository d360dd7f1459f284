package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/install"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/serve"
)

// expectCheck compares a check with its state and words of what it found and
// advises. A check that is not ok says what to do.
func expectCheck(t *testing.T, c check, state, found, advice string) {
	t.Helper()
	if c.State != state || !strings.Contains(c.Found, found) || !strings.Contains(c.Advice, advice) {
		t.Errorf("it is %q: %q, hint %q\nand not %q: …%s…, hint …%s…", c.State, c.Found, c.Advice, state, found, advice)
	}
	if (c.State == stateOK) != (c.Advice == "") {
		t.Errorf("%q: %q has the hint %q", c.State, c.Found, c.Advice)
	}
}

func TestCheckVersion(t *testing.T) {
	for product, state := range map[string]string{
		"HeadlessChrome/156.0.8078.79": stateOK,
		"Chrome/150.0.7871.46":         stateOK,
		"Edg/149.0.1.2":                stateWarning,
		"HeadlessChrome/99.0.4844.51":  stateWarning,
		"Lightpanda":                   stateWarning,
	} {
		expectCheck(t, checkVersion(product), state, product, "")
	}
	expectCheck(t, checkVersion("Chrome/149.0.1.2"), stateWarning, "versions before 150", "doctor --install --force")
}

func TestCheckFonts(t *testing.T) {
	expectCheck(t, checkFonts(nil), stateOK, "letters are drawn", "")
	expectCheck(t, checkFonts([]string{"Korean", "emoji"}), stateOK, "boxes for Korean, emoji", "")
	expectCheck(t, checkFonts([]string{harness.Latin, "emoji"}), stateWarning, "no text", "fonts-dejavu-core")
}

func TestCheckRoom(t *testing.T) {
	expectCheck(t, checkRoom("/scratch", 20<<30, nil), stateOK, "20 GB is free in /scratch", "")
	expectCheck(t, checkRoom("/scratch", 200<<20, nil), stateWarning, "only 200 MB is free", "TMPDIR")
	expectCheck(t, checkRoom("/scratch", 0, nil), stateFailed, "only 0 MB is free", "TMPDIR")
	expectCheck(t, checkRoom("/scratch", 0, errors.ErrUnsupported), stateOK, "not known", "")
	expectCheck(t, checkRoom("/scratch", 0, errors.New("gone")), stateWarning, "gone", "TMPDIR")
}

func TestRoom(t *testing.T) {
	d := &doctor{}
	d.room(t.TempDir())
	if c := d.checks[0]; c.State == stateFailed && !strings.Contains(c.Found, "only") || !strings.Contains(c.Found, "B is free in") {
		t.Errorf("a folder that can be written to is %q: %q", c.State, c.Found)
	}
	d.room("/nowhere/at/all")
	expectCheck(t, d.checks[1], stateFailed, "/nowhere/at/all cannot be written to", "TMPDIR")
}

func TestCheckProxies(t *testing.T) {
	environment := func(variables ...string) *world {
		return &world{env: func(name string) (string, bool) {
			for _, v := range variables {
				if key, value, _ := strings.Cut(v, "="); key == name {
					return value, true
				}
			}
			return "", false
		}}
	}
	public, local := parsed(t, "https://example.org/"), parsed(t, "http://localhost:8000/")
	for name, c := range map[string]struct {
		w                    *world
		target               reached
		state, found, advice string
	}{
		"none":              {w: environment(), state: stateOK, found: "names none"},
		"only exceptions":   {w: environment("no_proxy=*"), target: reached{url: public}, state: stateOK, found: "names none"},
		"no target":         {w: environment("HTTPS_PROXY=http://proxy:3128"), state: stateOK, found: "HTTPS_PROXY is set, and not used"},
		"target answers":    {w: environment("HTTPS_PROXY=http://proxy:3128"), target: reached{public, true}, state: stateOK, found: "the target answers so"},
		"target silent":     {w: environment("https_proxy=http://proxy:3128"), target: reached{url: public}, state: stateWarning, found: "https_proxy is set", advice: "directly"},
		"ALL_PROXY":         {w: environment("ALL_PROXY=socks5://proxy"), target: reached{url: public}, state: stateWarning, found: "ALL_PROXY", advice: "directly"},
		"an exception":      {w: environment("HTTPS_PROXY=http://proxy:3128", "NO_PROXY=example.org"), target: reached{url: public}, state: stateOK, found: "HTTPS_PROXY, NO_PROXY are set"},
		"target here, down": {w: environment("HTTP_PROXY=http://proxy:3128"), target: reached{url: local}, state: stateOK, found: "not used"},
		"of the other kind": {w: environment("HTTP_PROXY=http://proxy:3128"), target: reached{url: public}, state: stateOK, found: "not used"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &doctor{}
			d.proxies(c.w, c.target)
			expectCheck(t, d.checks[0], c.state, c.found, c.advice)
		})
	}
	d := &doctor{}
	d.proxies(environment("HTTPS_PROXY=http://ada:lantern@proxy:3128"), reached{url: public})
	if text := d.text(0, false); strings.Contains(text, "lantern") {
		t.Errorf("the password of a proxy is told: %s", text)
	}
}

func parsed(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestTarget(t *testing.T) {
	var other string
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			w.Header().Set("Content-Type", "text/html")
		case "/moved":
			http.Redirect(w, r, "/page", http.StatusFound)
		case "/away":
			http.Redirect(w, r, other, http.StatusFound)
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/json":
			w.Header().Set("Content-Type", "application/json")
		case "/members":
			if r.Header.Get("Authorization") != "Bearer lantern" || r.Header.Get("Cookie") != "session=lamp" {
				w.WriteHeader(http.StatusUnauthorized)
			}
			w.Header().Set("Content-Type", "text/html")
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	secure := httptest.NewUnstartedServer(site.Config.Handler)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // it tells of clients that do not trust it
	secure.StartTLS()
	defer secure.Close()
	other = secure.URL + "/page"
	member := scenarios.Target{Header: map[string]string{"Authorization": "Bearer lantern"}, Cookies: []harness.Cookie{{Name: "session", Value: "lamp"}}}
	for name, c := range map[string]struct {
		probed
		at                   string
		state, found, advice string
	}{
		"answers":            {at: site.URL + "/page", state: stateOK, found: "answered 200 in "},
		"moved":              {at: site.URL + "/moved", state: stateOK, found: "answered 200 in "},
		"away":               {at: site.URL + "/away", state: stateWarning, found: "redirects to another origin, " + secure.URL, advice: secure.URL + "/page itself"},
		"circle":             {at: site.URL + "/circle", state: stateFailed, found: "cannot be reached: net::ERR_TOO_MANY_REDIRECTS", advice: "in a circle"},
		"missing":            {at: site.URL + "/nothing", state: stateFailed, found: "answered 404", advice: "check the path"},
		"no page":            {at: site.URL + "/json", state: stateFailed, found: `with "application/json"`, advice: "HTML page"},
		"closed":             {at: site.URL + "/members", state: stateFailed, found: "answered 401", advice: "--header"},
		"let in":             {at: site.URL + "/members", probed: probed{site: member}, state: stateOK, found: "answered 200"},
		"certificate":        {at: secure.URL + "/page", state: stateFailed, found: "certificate", advice: "--insecure"},
		"accepted":           {at: secure.URL + "/page", probed: probed{site: scenarios.Target{Insecure: true}}, state: stateOK, found: "answered 200"},
		"where serve starts": {at: site.URL + "/page", probed: probed{serve: &serve.Options{Command: "make run"}}, state: stateWarning, found: "answers already, and an audit would start it: make run", advice: "reuse: true"},
		"reused":             {at: site.URL + "/page", probed: probed{serve: &serve.Options{Command: "make run", Reuse: true}}, state: stateOK, found: "answered 200"},
	} {
		t.Run(name, func(t *testing.T) {
			c.url, c.severity = parsed(t, c.at), stateFailed
			expectCheck(t, c.judge(c.probe(t.Context())), c.state, c.found, c.advice)
		})
	}
}

func TestTargetThatIsDown(t *testing.T) {
	site := httptest.NewServer(nil)
	site.Close()
	down := probed{url: parsed(t, site.URL), severity: stateWarning}
	expectCheck(t, down.judge(down.probe(t.Context())), stateWarning, "cannot be reached: nobody listens at ", "start the server")
	down.serve = &serve.Options{Command: "make run"}
	expectCheck(t, down.judge(down.probe(t.Context())), stateOK, "is not running; an audit starts it: make run", "")
}

// A page without TLS has service workers on this machine only.
func TestTargetWithoutTLS(t *testing.T) {
	page := observation.Probe{Status: 200, Header: observation.Header{"Content-Type": {"text/html"}}}
	for address, state := range map[string]string{
		"http://localhost:8000/":   stateOK,
		"http://app.localhost/":    stateOK,
		"http://127.0.0.2/":        stateOK,
		"http://[::1]:8000/":       stateOK,
		"https://example.org/":     stateOK,
		"http://192.168.1.5:8000/": stateWarning,
		"http://example.org/":      stateWarning,
	} {
		p := probed{url: parsed(t, address), severity: stateFailed}
		expectCheck(t, p.judge(page, nil, time.Millisecond), state, "answered 200 in 1 ms", "")
	}
	p := probed{url: parsed(t, "http://192.168.1.5:8080/")}
	expectCheck(t, p.judge(page, nil, 0), stateWarning, "neither HTTPS nor loopback", "ssh -L 8000:localhost:8080 192.168.1.5,")
}

func TestDoctorText(t *testing.T) {
	d := &doctor{}
	d.ok("browser", "/usr/bin/chromium")
	d.warn("sandbox", "off, because swcheck runs as root", "run it as an ordinary user")
	d.fail("canary", &usageError{text: "it\x1b[31m leaked\nfar", hint: "try another"})
	want := `browser  ok       /usr/bin/chromium
sandbox  warning  off, because swcheck runs as root
                  hint: run it as an ordinary user
canary   failed   it[31m leaked far
                  hint: try another
`
	if diff := cmp.Diff(want, d.text(0, false)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wrapped := strings.Replace(want, "because swcheck runs as root", "because swcheck runs\n                  as root", 1)
	wrapped = strings.Replace(wrapped, "run it as an ordinary user", "run it as an\n                        ordinary user", 1)
	if diff := cmp.Diff(wrapped, d.text(44, false)); diff != "" {
		t.Errorf("at 44 columns (-want +got):\n%s", diff)
	}
	const narrow = `browser  ok
  /usr/bin/chromium
sandbox  warning
  off, because swcheck runs
  as root
  hint: run it as an ordinary
        user
canary   failed
  it[31m leaked far
  hint: try another
`
	if diff := cmp.Diff(narrow, d.text(30, false)); diff != "" {
		t.Errorf("at 30 columns (-want +got):\n%s", diff)
	}
	if coloured := d.text(0, true); !strings.Contains(coloured, "\x1b[") || !strings.Contains(coloured, "leaked far") {
		t.Errorf("in colour it is %q", coloured)
	}
	if d.code() != exitNotJudged {
		t.Error("what failed does not fail")
	}
}

// An install that is interrupted ends with the code of interruptions, and leaves
// nothing in the cache folder.
func TestInterruptedInstall(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, home)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel(errInterrupted)
		<-r.Context().Done()
	}))
	defer server.Close()
	var out, told strings.Builder
	code := run(ctx, []string{"doctor", "--install", "--force", "--index", server.URL}, strings.NewReader(""), &out, &told,
		func(string) (string, bool) { return "", false })
	if code != exitInterrupted || out.Len() > 0 || told.String() != "swcheck: interrupted\n" {
		t.Errorf("it ends with %d, having printed %q and %q", code, out.String(), told.String())
	}
	folder, err := install.Folder()
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

func TestDownloadProgress(t *testing.T) {
	show := func(live bool) string {
		var b strings.Builder
		p := &downloadProgress{out: &b, live: live}
		p.line("downloads it")
		for _, done := range []int64{1 << 20, 1<<20 + 1, 50 << 20} {
			p.progress(done, 100<<20)
		}
		p.progress(60<<20, -1)
		p.line("verified\x1b it")
		p.clear()
		return b.String()
	}
	if got, want := show(false), "downloads it\nverified it\n"; got != want {
		t.Errorf("not on a terminal it printed %q, not %q", got, want)
	}
	const erase = "\r\x1b[K"
	want := "downloads it\n1 MB of 100 MB, 1 %" + erase + "50 MB of 100 MB, 50 %" + erase + "60 MB" + erase + "verified it\n"
	if got := show(true); got != want {
		t.Errorf("on a terminal it printed %q, not %q", got, want)
	}
}
