package likeness

import "testing"

func TestSameOrigin(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://a.example/x", "https://a.example:443/y", true},
		{"http://a.example:80/", "http://A.example/", true},
		{"https://a.example/", "http://a.example/", false},
		{"https://a.example/", "https://www.a.example/", false},
		{"http://127.0.0.1:1/", "http://127.0.0.1:2/", false},
		{"data:text/plain,x", "data:text/plain,x", false},
		{"blob:https://a.example/1", "https://a.example/", false},
	} {
		if got := SameOrigin(c.a, c.b); got != c.want {
			t.Errorf("SameOrigin(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestPlain(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x#y":                          "https://a.example/x",
		"https://a.example/x?__WB_REVISION__=1f":         "https://a.example/x",
		"https://a.example/x?id=1&_sw-precache=aa":       "https://a.example/x?id=1",
		"https://a.example/x?ngsw-cache-bust=0.5&id=1#z": "https://a.example/x?id=1",
		"https://a.example/x?v=1":                        "https://a.example/x?v=1",
	} {
		if got := Plain(address); got != want {
			t.Errorf("Plain(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestSamePage(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://a.example/", "https://a.example/index.html", true},
		{"https://a.example/x", "https://a.example/x/", true},
		{"https://a.example/x", "https://a.example/x.html#y", true},
		{"https://a.example/", "https://a.example/index.html?__WB_REVISION__=1", true},
		{"https://a.example/x?id=1", "https://a.example/x?id=2", false},
		{"https://a.example/x", "https://a.example/y", false},
	} {
		if got := SamePage(c.a, c.b); got != c.want {
			t.Errorf("SamePage(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestPath(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example":        "/",
		"https://a.example/x?y=1#": "/x?y=1",
		"about:blank":              "about:blank",
		"::":                       "::",
	} {
		if got := Path(address); got != want {
			t.Errorf("Path(%q) = %q, want %q", address, got, want)
		}
	}
}
