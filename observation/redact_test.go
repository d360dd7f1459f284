package observation_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/observation"
)

func TestRedactHidesParametersInURLs(t *testing.T) {
	cases := map[string]struct{ in, out string }{
		"query":                {"https://a.test/x?page=2&token=abc&y=1", "https://a.test/x?page=2&token=REDACTED&y=1"},
		"first of a query":     {"/?code=4711", "/?code=REDACTED"},
		"case and dashes":      {"/?Access-Token=a&idToken=b&API_KEY=c", "/?Access-Token=REDACTED&idToken=REDACTED&API_KEY=REDACTED"},
		"signed URL":           {"/f?X-Amz-Signature=00ff&X-Amz-Date=2026", "/f?X-Amz-Signature=REDACTED&X-Amz-Date=2026"},
		"brackets":             {"/?user[password]=a", "/?user[password]=REDACTED"},
		"fragment":             {"/cb#access_token=abc&expires=3600", "/cb#access_token=REDACTED&expires=3600"},
		"path parameter":       {"/cart;jsessionid=1A2B/items?page=2", "/cart;jsessionid=REDACTED/items?page=2"},
		"slash in a value":     {"/?sig=a/b?c;d+e==&z=1", "/?sig=REDACTED&z=1"},
		"escaped within a URL": {"/login?next=%2Fcb%3Fcode%3Dabc%26a%3Db", "/login?next=%2Fcb%3Fcode%3DREDACTED%26a%3Db"},
		"in HTML":              {`<a href="/x?a=1&amp;token=a/b">`, `<a href="/x?a=1&amp;token=REDACTED">`},
		"in JSON":              {`{"url":"/x?a=1\u0026token=abc"}`, `{"url":"/x?a=1\u0026token=REDACTED"}`},
		"in a console text":    {"GET https://a.test/x?sid=abc 404 (Not Found)", "GET https://a.test/x?sid=REDACTED 404 (Not Found)"},
		"twice":                {"/a?token=1 /b?token=2", "/a?token=REDACTED /b?token=REDACTED"},
		"password of a host":   {"https://ann:pa55@a.test/", "https://ann:REDACTED@a.test/"},
		"empty value":          {"/?token=&code=&x=1", "/?token=&code=&x=1"},
		"name in a path":       {"/token/code/session", "/token/code/session"},
		"other names":          {"/?page=2&monkey=3&codec=4&sidebar=5", "/?page=2&monkey=3&codec=4&sidebar=5"},
		"an address":           {"write to ann@a.test: 10:30 = half past ten", "write to ann@a.test: 10:30 = half past ten"},
		"a header's attribute": {"public, max-age=60", "public, max-age=60"},
		"already redacted":     {"/?token=REDACTED", "/?token=REDACTED"},
		"cut at the sign":      {"/?token=", "/?token="},
		"cut within an escape": {"/?token%3", "/?token%3"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := observation.Observations{Target: c.in}
			o.Redact()
			if o.Target != c.out {
				t.Errorf("got  %s\nwant %s", o.Target, c.out)
			}
		})
	}
}

func TestRedactHidesCredentialsInHeaders(t *testing.T) {
	cases := []struct{ name, in, out string }{
		{"Cookie", "sid=abc; theme=dark; empty=", "sid=REDACTED; theme=REDACTED; empty="},
		{"Cookie", "bare", "REDACTED"},
		{"Set-Cookie", "sid=abc; Path=/; HttpOnly; Max-Age=60", "sid=REDACTED; Path=/; HttpOnly; Max-Age=60"},
		{"Set-Cookie", "sid=; Max-Age=0", "sid=; Max-Age=0"},
		{"Set-Cookie", "sid=abc", "sid=REDACTED"},
		{"Authorization", "Bearer abc", "REDACTED"},
		{"Proxy-Authorization", "Basic abc", "REDACTED"},
		{"authorization", "Bearer abc", "REDACTED"},
		{"X-Api-Key", "abc", "REDACTED"},
		{"X-Csrf-Token", "abc", "REDACTED"},
		{"Authorization", "", ""},
		{"Referer", "https://a.test/?token=abc", "https://a.test/?token=REDACTED"},
		{"Location", "/cb?code=abc&state=1", "/cb?code=REDACTED&state=1"},
		{"Cache-Control", "private, max-age=0", "private, max-age=0"},
		{"Access-Control-Allow-Headers", "Authorization", "Authorization"},
		{"Www-Authenticate", `Basic realm="staff"`, `Basic realm="staff"`},
	}
	for _, c := range cases {
		t.Run(c.name+" "+c.in, func(t *testing.T) {
			o := observation.Observations{Probes: []observation.Probe{{Header: observation.Header{c.name: {c.in}}}}}
			o.Redact()
			if got := o.Probes[0].Header[c.name][0]; got != c.out {
				t.Errorf("got  %s\nwant %s", got, c.out)
			}
		})
	}
}

func TestRedactHidesGivenSecretsInAllForms(t *testing.T) {
	const secret = `p&s "w<rd/ü`
	o := observation.Observations{
		Target: "/?q=p%26s+%22w%3Crd%2F%C3%BC",
		Probes: []observation.Probe{{Body: `{"p":"p\u0026s \"w\u003crd/ü"} <b>p&amp;s &#34;w&lt;rd/ü</b> ` + secret}},
	}
	o.Redact(secret, "abc", "p&s ")
	if o.Target != "/?q=REDACTED" {
		t.Errorf("in a URL: %s", o.Target)
	}
	if want := `{"p":"REDACTED"} <b>REDACTED</b> REDACTED`; o.Probes[0].Body != want {
		t.Errorf("in a body: %s", o.Probes[0].Body)
	}
}

// Browsers, servers and templates each escape a part of the characters.
func TestRedactHidesSecretsThatAreEscapedInPart(t *testing.T) {
	for name, c := range map[string]struct{ secret, text, want string }{
		"path of a URL":       {"Tür/Tor", "/x/T%C3%BCr/Tor", "/x/REDACTED"},
		"in small letters":    {"Tür/Tor", "/x/T%c3%bcr%2fTor", "/x/REDACTED"},
		"query of a URL":      {"hunter2 & Zürich/9", "/?q=hunter2%20&%20Z%C3%BCrich/9", "/?q=REDACTED"},
		"form":                {"hunter2 & Zürich/9", "/?q=hunter2+%26+Z%C3%BCrich%2F9", "/?q=REDACTED"},
		"encodeURIComponent":  {"it's (a) secret!*", "/?q=it's%20(a)%20secret!*", "/?q=REDACTED"},
		"query of a special":  {"it's<9", "/?q=it%27s%3C9", "/?q=REDACTED"},
		"encodeURI":           {"a;b,c^d|e", "/a;b,c%5Ed%7Ce", "/REDACTED"},
		"escaped twice":       {"Tür/Tor", "/login?next=%2Fx%2FT%25C3%25BCr%252FTor", "/login?next=%2Fx%2FREDACTED"},
		"JSON of a script":    {"a/b\"c😀", `"a\/b\"c\ud83d\ude00"`, `"REDACTED"`},
		"HTML by number":      {"it's a \"secret\"", `it&#x27;s a &#034;secret&quot;`, `REDACTED`},
		"without a plain one": {"äöü!", "%C3%A4%C3%B6%C3%BC!", "REDACTED"},
		"redacted before":     {"ACTED", "REDACTED, and ACTED", "REDACTED, and REDACTED"},
		"another one":         {"Tür/Tor", "/x/Tur/Tor /T%C3%BCr-Tor", "/x/Tur/Tor /T%C3%BCr-Tor"},
	} {
		o := observation.Observations{Target: c.text}
		o.Redact(c.secret)
		if o.Target != c.want {
			t.Errorf("%s: %s became %s, not %s", name, c.text, o.Target, c.want)
		}
	}
}

func TestRedactIgnoresShortSecrets(t *testing.T) {
	o := observation.Observations{Target: "https://a.test/abc"}
	o.Redact("abc", "")
	if o.Target != "https://a.test/abc" {
		t.Errorf("got %s", o.Target)
	}
}

func TestRedactLeavesPicturesAlone(t *testing.T) {
	picture := []byte("\x89PNG\r\n\x1a\n?token=abc")
	o := observation.Observations{FirstVisit: &observation.FirstVisit{Visit: observation.Visit{Picture: &observation.Picture{Data: picture}}}}
	before := string(picture)
	o.Redact()
	if got := string(o.FirstVisit.Visit.Picture.Data); got != before {
		t.Errorf("the picture changed: %q", got)
	}
}

// Whatever field an observation gets one day, a secret in it must go.
func TestRedactForgetsNoField(t *testing.T) {
	const secret = "hunter2hunter2"
	var o observation.Observations
	fill(reflect.ValueOf(&o).Elem(), "x "+secret+" x")
	if n := strings.Count(asJSON(t, o), secret); n < 200 {
		t.Fatalf("only %d fields were filled: the test sees too little", n)
	}
	o.Redact(secret)
	if left := asJSON(t, o); strings.Contains(left, secret) {
		at := strings.Index(left, secret)
		t.Errorf("a secret is left in …%s…", left[max(0, at-200):at+len(secret)])
	}
	if body := string(o.Offline.Exchanges[0].Body); strings.Contains(body, secret) {
		t.Errorf("a secret is left in a body: %s", body)
	}
}

func TestRedactKeepsEqualURLsEqual(t *testing.T) {
	const u = "https://a.test/x?token=abc&page=1"
	o := observation.Observations{Offline: &observation.OfflineUse{
		Pages:  []observation.PageUse{{URL: u, Online: observation.Visit{URL: u, Requests: []observation.Request{{URL: u}}}}},
		Caches: []observation.Cache{{Entries: []observation.CacheEntry{{URL: u}}}},
	}}
	o.Redact("hunter2")
	page, entry := o.Offline.Pages[0], o.Offline.Caches[0].Entries[0]
	if page.URL != entry.URL || page.Online.URL != entry.URL || page.Online.Requests[0].URL != entry.URL {
		t.Errorf("%s, %s and %s were equal", page.URL, page.Online.URL, entry.URL)
	}
	once := asJSON(t, o)
	o.Redact("hunter2")
	if asJSON(t, o) != once {
		t.Error("redacting twice changes what redacting once left")
	}
}

// fill puts the text into every string that hangs on v, with one element in
// every slice and map.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), text)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(text))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), text)
	case reflect.Map:
		v.Set(reflect.ValueOf(observation.Header{"X-" + text: {text}}))
	case reflect.String:
		// Named types hold words of our own, which a site cannot choose.
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(text)
		}
	}
}

func asJSON(t *testing.T, o observation.Observations) string {
	t.Helper()
	raw, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func BenchmarkRedact(b *testing.B) {
	header := func() observation.Header {
		h := observation.Header{"Cookie": {"sid=abc; theme=dark"}, "Referer": {"https://a.test/?token=abc"}}
		for i := range 15 {
			h[fmt.Sprintf("X-Field-%d", i)] = []string{"a value of an ordinary length, max-age=31536000"}
		}
		return h
	}
	o := observation.Observations{Offline: &observation.OfflineUse{}}
	for i := range 2000 {
		o.Offline.Exchanges = append(o.Offline.Exchanges, observation.Exchange{
			URL: fmt.Sprintf("https://a.test/%d?token=abc", i), RequestHeader: header(), ResponseHeader: header()})
	}
	cache := observation.Cache{}
	for i := range 5000 {
		cache.Entries = append(cache.Entries, observation.CacheEntry{
			URL: fmt.Sprintf("https://a.test/%d?v=1", i), Header: header(), RequestHeader: header()})
	}
	o.Offline.Caches = []observation.Cache{cache}
	for b.Loop() {
		o.Redact("hunter2hunter2", "another secret")
	}
}
