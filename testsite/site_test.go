package testsite_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/testsite"
)

func start(t *testing.T, fixture string, opts ...testsite.Option) *testsite.Site {
	t.Helper()
	site, err := testsite.Start(fixture, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.Close)
	return site
}

// visitor is a client with cookies that shows redirects as they are.
func visitor(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
}

type answer struct {
	*http.Response
	body string
}

func (a answer) header(name string) string { return a.Header.Get(name) }

func do(t *testing.T, c *http.Client, r *http.Request) answer {
	t.Helper()
	response, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(body)}
}

func get(t *testing.T, c *http.Client, address string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return do(t, c, r)
}

func post(t *testing.T, c *http.Client, address string, form url.Values) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return do(t, c, r)
}

func origin(site *testsite.Site) string {
	return strings.TrimSuffix(site.URL(), site.Fixture().Start)
}

func TestPagesDifferAndSayWhatTheyAre(t *testing.T) {
	site := start(t, "no-worker")
	for path, text := range map[string]string{
		"/":                     "Two days about the web",
		"/schedule":             "Who speaks when",
		"/talks/":               "Four talks",
		"/talks/app-shell":      "a little bit of JS",
		"/talks/precaching":     "a packed bag",
		"/talks/stale-logins":   "one stale greeting",
		"/talks/kill-switch":    "a worker of twelve lines",
		"/talk?id=1":            "Card 1: Pack before you leave",
		"/talk?id=2":            "Card 2: App shell",
		"/speakers/":            "Portrait of Nkechi Obi",
		"/sponsors":             "Wick and Sons",
		"/contact":              "Ask us anything",
		"/search?q=caches":      "The guest who had already left",
		"/search?q=zeppelin":    "Nothing was found",
		"/login":                "Members, please",
		"/thanks?name=<b>Jo":    "Thank you, &lt;b&gt;Jo",
		"/manifest.webmanifest": `"start_url": "/?source=pwa"`,
		"/offline.html":         "It is dark in here",
	} {
		got := get(t, visitor(t), origin(site)+path)
		if got.StatusCode != http.StatusOK || !strings.Contains(got.body, text) {
			t.Errorf("%s: status %d, without %q:\n%s", path, got.StatusCode, text, got.body)
		}
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	site := start(t, "no-worker")
	for _, path := range []string{"/nowhere", "/talks/nowhere", "/talk?id=9", "/talk", "/layout", "/home", "/account.html",
		"/api/talks/nowhere", "/assets/app.js", "/templates/layout.html", "/fixture.json", "/data/talks.json"} {
		if got := get(t, visitor(t), origin(site)+path); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, got.StatusCode)
		}
	}
}

func TestRedirects(t *testing.T) {
	site := start(t, "no-worker")
	for path, to := range map[string]string{"/talks": "/talks/", "/speakers": "/speakers/", "/programme": "/schedule", "/account": "/login"} {
		got := get(t, visitor(t), origin(site)+path)
		if got.StatusCode/100 != 3 || got.header("Location") != to {
			t.Errorf("%s: status %d to %q, want a redirect to %s", path, got.StatusCode, got.header("Location"), to)
		}
	}
}

func TestShellGetsTheContentWithoutTheFrame(t *testing.T) {
	site := start(t, "no-worker")
	got := get(t, visitor(t), origin(site)+"/talks/app-shell?from_appshell=1")
	if !strings.Contains(got.body, "a little bit of JS") || strings.Contains(got.body, "<nav>") {
		t.Errorf("the content must come without the frame:\n%s", got.body)
	}
}

func TestAPI(t *testing.T) {
	site := start(t, "no-worker")
	var talks []struct{ Slug string }
	if err := json.Unmarshal([]byte(get(t, visitor(t), origin(site)+"/api/talks").body), &talks); err != nil {
		t.Fatal(err)
	}
	if len(talks) != 4 {
		t.Errorf("%d talks, want 4", len(talks))
	}
	var one struct{ Title string }
	if err := json.Unmarshal([]byte(get(t, visitor(t), origin(site)+"/api/talks/kill-switch").body), &one); err != nil {
		t.Fatal(err)
	}
	if one.Title != "Where is the switch?" {
		t.Errorf("title %q", one.Title)
	}
}

func TestHowLongAnswersMayBeKept(t *testing.T) {
	site := start(t, "registration")
	home := get(t, visitor(t), site.URL())
	asset := regexp.MustCompile(`/assets/app-[0-9a-f]{8}\.js`).FindString(home.body)
	if asset == "" {
		t.Fatalf("the page names no hashed asset:\n%s", home.body)
	}
	for path, want := range map[string]string{
		"/": "no-cache", "/sw.js": "no-cache", "/login": "no-store", "/api/talks": "no-cache",
		asset: "public, max-age=31536000, immutable", "/images/logo.svg": "public, max-age=86400",
	} {
		got := get(t, visitor(t), origin(site)+path)
		if got.header("Cache-Control") != want {
			t.Errorf("%s: Cache-Control %q, want %q", path, got.header("Cache-Control"), want)
		}
		again := get(t, visitor(t), origin(site)+path, "If-None-Match", got.header("ETag"))
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: status %d for a copy that is current, want 304", path, again.StatusCode)
		}
	}
}

func TestVideoComesInParts(t *testing.T) {
	site := start(t, "no-worker")
	got := get(t, visitor(t), origin(site)+"/media/welcome.webm", "Range", "bytes=4-7")
	if got.StatusCode != http.StatusPartialContent || len(got.body) != 4 || got.header("Content-Type") != "video/webm" {
		t.Errorf("status %d, %d bytes of %s", got.StatusCode, len(got.body), got.header("Content-Type"))
	}
}

func TestMembers(t *testing.T) {
	site := start(t, "no-worker")
	ada, otto := visitor(t), visitor(t)
	refused := post(t, ada, origin(site)+"/login", url.Values{"user": {"member"}, "password": {"wrong"}})
	if refused.StatusCode != http.StatusUnauthorized {
		t.Errorf("a wrong password: status %d, want 401", refused.StatusCode)
	}
	post(t, ada, origin(site)+"/login", url.Values{"user": {"member"}, "password": {"lantern"}})
	post(t, otto, origin(site)+"/login", url.Values{"user": {"other"}, "password": {"candle"}})
	for who, want := range map[*http.Client]string{ada: "TD-1001", otto: "TD-2002"} {
		got := get(t, who, origin(site)+"/account")
		if !strings.Contains(got.body, want) || got.header("Cache-Control") != "private, no-cache" {
			t.Errorf("the account lacks %s, or may be stored for others (%s)", want, got.header("Cache-Control"))
		}
	}
	if home := get(t, ada, site.URL()); !strings.Contains(home.body, "Ada Member") {
		t.Error("the frame does not name who is logged in")
	}
	get(t, ada, origin(site)+"/logout")
	if got := get(t, ada, origin(site)+"/account"); got.StatusCode != http.StatusFound {
		t.Errorf("after logout: status %d, want a redirect", got.StatusCode)
	}
	site.LogEverybodyOut()
	if got := get(t, otto, origin(site)+"/api/me"); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("after the sessions ended: status %d, want 401", got.StatusCode)
	}
}

func TestPostedQuestionIsRedirected(t *testing.T) {
	site := start(t, "no-worker")
	got := post(t, visitor(t), origin(site)+"/contact", url.Values{"name": {"Jo & Co"}, "question": {"Why?"}})
	if got.StatusCode != http.StatusSeeOther || got.header("Location") != "/thanks?name=Jo+%26+Co" {
		t.Errorf("status %d to %q", got.StatusCode, got.header("Location"))
	}
}

func TestCounts(t *testing.T) {
	site := start(t, "no-worker")
	c := visitor(t)
	get(t, c, site.URL())
	get(t, c, origin(site)+"/talk?id=1")
	get(t, c, origin(site)+"/talk?id=2")
	get(t, c, origin(site)+"/nowhere")
	post(t, c, origin(site)+"/contact", url.Values{})
	get(t, c, site.ThirdPartyURL()+"/logos/lamps.svg")
	for what, counts := range map[string][2]int{
		"home":               {site.Count("/"), 1},
		"any card":           {site.Count("/talk"), 2},
		"the second card":    {site.Count("/talk?id=2"), 1},
		"a missing page":     {site.Count("/nowhere"), 1},
		"posts":              {site.CountMethod(http.MethodPost, "/contact"), 1},
		"gets of the form":   {site.CountMethod(http.MethodGet, "/contact"), 0},
		"the other origin":   {site.CountThirdParty("/logos/lamps.svg"), 1},
		"not the own origin": {site.Count("/logos/lamps.svg"), 0},
		"all":                {site.Total(), 6},
	} {
		if counts[0] != counts[1] {
			t.Errorf("%s: counted %d, want %d", what, counts[0], counts[1])
		}
	}
	site.Reset()
	if site.Total() != 0 {
		t.Errorf("%d requests after a reset", site.Total())
	}
}

func TestDeployAndRollback(t *testing.T) {
	site := start(t, "precache")
	c := visitor(t)
	asset := regexp.MustCompile(`/assets/app-[0-9a-f]{8}\.css`)
	before, worker := get(t, c, site.URL()), get(t, c, origin(site)+"/sw.js")
	old := asset.FindString(before.body)
	if !strings.Contains(worker.body, old) {
		t.Errorf("the worker's list lacks %s", old)
	}

	site.Deploy()
	after := get(t, c, site.URL())
	if site.Build() != "B" || !strings.Contains(after.body, "edition B") {
		t.Error("build B is not served")
	}
	if changed := asset.FindString(after.body); changed == old || get(t, c, origin(site)+changed).StatusCode != http.StatusOK {
		t.Errorf("the asset is called %s before and %s after the deploy", old, changed)
	}
	if gone := get(t, c, origin(site)+old); gone.StatusCode != http.StatusNotFound {
		t.Errorf("the old asset is still there: status %d", gone.StatusCode)
	}
	if get(t, c, origin(site)+"/sw.js").body == worker.body {
		t.Error("the worker is the same after the deploy")
	}

	site.Rollback()
	if get(t, c, site.URL()).body != before.body {
		t.Error("a rollback does not bring the old page back")
	}
}

func TestReplace(t *testing.T) {
	site := start(t, "precache")
	site.Replace("/sw.js", "text/javascript", []byte("// gone"))
	if got := get(t, visitor(t), origin(site)+"/sw.js"); got.body != "// gone" {
		t.Errorf("got %q", got.body)
	}
}

// Each fixture is served, and its start page and worker are what it says.
func TestEveryFixtureIsServed(t *testing.T) {
	for _, f := range fixtures.All() {
		t.Run(f.Name, func(t *testing.T) {
			site := start(t, f.Name)
			got := get(t, visitor(t), site.URL())
			if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.header("Content-Type"), "text/html") {
				t.Errorf("the start page: status %d, %s", got.StatusCode, got.header("Content-Type"))
			}
			for _, hole := range []string{"%BUILD%", "%THIRD_PARTY%", "<no value>"} {
				if strings.Contains(got.body+get(t, visitor(t), origin(site)+"/sw.js").body, hole) {
					t.Errorf("%s is not filled in", hole)
				}
			}
		})
	}
}

func TestUnknownFixture(t *testing.T) {
	if site, err := testsite.Start("nonsense"); err == nil {
		site.Close()
		t.Error("an unknown fixture must not start")
	}
}

func TestTakenPort(t *testing.T) {
	first := start(t, "no-worker")
	u, err := url.Parse(first.URL())
	if err != nil {
		t.Fatal(err)
	}
	var port int
	if err := json.Unmarshal([]byte(u.Port()), &port); err != nil {
		t.Fatal(err)
	}
	site, err := testsite.Start("no-worker", testsite.Port(port))
	if err == nil {
		site.Close()
		t.Fatal("two sites cannot have the same port")
	}
	if !strings.Contains(err.Error(), "hint:") {
		t.Errorf("the error lacks a hint: %v", err)
	}
}
