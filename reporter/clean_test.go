package reporter

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/reporter/reportertest"
)

func TestClean(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain text":             {"Offline Conf – Zürich", "Offline Conf – Zürich"},
		"escape codes":           {"\x1b[31mred\x1b[0m", "[31mred[0m"},
		"escape codes of C1":     {"\u009b31mred", "31mred"},
		"window title":           {"\x1b]0;owned\x07x", "]0;ownedx"},
		"bidi override":          {"a\u202eb\u202cc", "abc"},
		"bidi isolate":           {"a\u2066b\u2069c", "abc"},
		"zero width":             {"a\u200bb\u200dc\ufeffd\u2060e", "abcde"},
		"tags and variations":    {"a\U000e0041b\ufe0fc", "abc"},
		"fillers":                {"a\u3164b\u115fc", "abc"},
		"line breaks":            {"a\r\nb\u2028c\u0085d", "a b c d"},
		"blanks at the ends":     {"\t a \u00a0 b \n", "a b"},
		"broken UTF-8":           {"a\xff\xc3b", "a\ufffd\ufffdb"},
		"no agreed look":         {"a\ue000b\ufffec", "a\ufffdb\ufffdc"},
		"three marks are enough": {"o\u0301\u0302\u0303\u0304\u0305x", "o\u0301\u0302\u0303x"},
		"nothing but controls":   {"\x00\x1b\x7f", ""},
		"wide characters":        {"日本語 🚀", "日本語 🚀"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := clean(c.in); got != c.want {
				t.Errorf("clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestCleanCutsToItsLimit(t *testing.T) {
	for in, want := range map[string]string{
		"12345":         "12345",
		"123456":        "12345…",
		"1234 6":        "1234…",
		"日本語日本語":        "日本語日本…",
		"12345\x1b\x1b": "12345",
		"12345   ":      "12345",
	} {
		if got := cleanTo(in, 5); got != want {
			t.Errorf("cleanTo(%q, 5) = %q, want %q", in, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for in, want := range map[string]string{"": "", "abc": "abc", "abcd": "abc…", "äöü": "äöü", "äöüß": "äöü…"} {
		if got := cut(in, 3); got != want {
			t.Errorf("cut(%q, 3) = %q, want %q", in, got, want)
		}
	}
}

func TestElideMiddle(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"/short", 10, "/short"},
		{"/archive/part-07", 11, "/arch…rt-07"},
		{"/archive/part-07", 5, "/arc…"},
		{"日本語日本語日本語", 9, "日本…本語"},
		{"anything", 0, "…"},
	} {
		if got := elideMiddle(c.in, c.width); got != c.want {
			t.Errorf("elideMiddle(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// FuzzClean holds for any text at all what the examples hold for some.
func FuzzClean(f *testing.F) {
	f.Add(reportertest.Nasty, 20)
	f.Add("a\xff\u202e\u0301\u0301\u0301\u0301", 3)
	f.Add("日本語", 1)
	f.Add("000000000🧟0000000", 200) // a wide character where the middle is cut
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = limit&0xff + 1
		got := cleanTo(s, limit)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		if n := utf8.RuneCountInString(strings.TrimSuffix(got, ellipsis)); n > limit {
			t.Errorf("%q has %d characters, more than %d", got, n, limit)
		}
		for _, r := range got {
			if !unicode.IsPrint(r) || isInvisible(r) {
				t.Errorf("%q holds %U", got, r)
			}
		}
		if width := ansi.StringWidth(elideMiddle(got, 17)); width > 17 {
			t.Errorf("%q is %d columns wide", elideMiddle(got, 17), width)
		}
	})
}
