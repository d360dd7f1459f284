package rebuild

import (
	"slices"
	"testing"
)

func TestStringsOfAScript(t *testing.T) {
	for code, wanted := range map[string][]string{
		`const a = 'v1', b = "v2";`:                       {"v1", "v2"},
		"const a = `pages-${VERSION}-x`;":                 {"pages-", "-x"},
		"`a${ f({b: `c${d}e`}) }g` + 'h'":                 {"a", "c", "e", "g", "h"},
		`// don't say 'v1'` + "\n'v2'":                    {"v2"},
		`/* don't say 'v1' */ 'v2'`:                       {"v2"},
		`x = a / b; y = 'v1' / c`:                         {"v1"},
		`x.replace(/['"]/g, 'v1')`:                        {"v1"},
		`return /[/'"]'/.test('v1')`:                      {"v1"},
		`a = {b: 1}; /'/.test("v1")`:                      {"v1"},
		`x = 'it\'s' + "v\"1"`:                            {`it\'s`, `v\"1`},
		"x = 'not closed\n'v1'":                           {"v1"},
		"`not closed":                                     {},
		"":                                                {},
		`e&&"v3"===e?"v4":e/"v5".length`:                  {"v3", "v4", "v5"},
		`if(/^https?:\/\/[^"]+/.test(u))caches.open("x")`: {"x"},
	} {
		found := []string{}
		for _, l := range scanLiterals([]byte(code)) {
			found = append(found, code[l.from:l.to])
		}
		if !slices.Equal(found, wanted) {
			t.Errorf("%s\n%q, not %q", code, found, wanted)
		}
	}
}
