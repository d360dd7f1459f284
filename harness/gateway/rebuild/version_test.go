package rebuild

import "testing"

func TestTheVersionInTheNameOfACache(t *testing.T) {
	for name, wanted := range map[string]string{
		"airport-1.4.2": "1.4.2", "pages-v3": "3", "v3-pages": "3", "v3": "3", "static_v12": "12", "my-app:7": "7",
		"cache2": "2", "precache-A": "A", "app-4f3a9c21": "4f3a9c21", "site-2024-01-31": "2024-01-31",
		"images-20240131": "20240131", "myAppV3": "3", "shell/v2/assets": "2", "app-1.2": "1.2",
		"pages": "", "images": "", "pwabuilder-offline-page": "", "runtime": "", "i18n-texts": "", "mp3-files": "",
	} {
		v, ok := versionIn(name)
		if got := name[v.from:v.to]; got != wanted || ok != (wanted != "") {
			t.Errorf("%s: %q, not %q", name, got, wanted)
		}
	}
}

func TestVersionsGrow(t *testing.T) {
	for _, c := range []struct {
		part   string
		builds int
		wanted string
	}{
		{"3", 1, "4"}, {"9", 1, "10"}, {"1.4.2", 1, "1.4.3"}, {"1.4.2", 3, "1.4.5"}, {"007", 1, "008"},
		{"A", 1, "B"}, {"A", 2, "C"}, {"z", 1, "a"}, {"2024-01-31", 1, "2024-01-32"}, {"20240131", 2, "20240133"},
	} {
		if got := raise(c.part, c.builds); got != c.wanted {
			t.Errorf("%s after %d builds: %s, not %s", c.part, c.builds, got, c.wanted)
		}
	}
	if a, b := raise("4f3a9c21", 1), raise("4f3a9c21", 2); a == b || a == "4f3a9c21" || len(a) != 8 {
		t.Errorf("a hash becomes %s and %s", a, b)
	}
	if got := raise("99999999999999999999999999", 1); got == "99999999999999999999999999" || len(got) != 26 {
		t.Errorf("a number that is too long becomes %s", got)
	}
}
