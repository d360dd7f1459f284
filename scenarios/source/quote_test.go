package source_test

import (
	"strings"
	"testing"

	"github.com/swcheck/swcheck/scenarios/source"
)

var hostileTexts = []string{
	"", "plain", "a b", "#go", `input[name="user"]`, "yes", "null", "~", "12", "1e3", "2026-01-31", "true", "0x1f", "- a", "a: b", "a #b",
	"'", `"`, `\`, "it's", `say "hi"`, "a\nb", "a\r\nb\n", "\t", " lead", "trail ", "a, b", "[x]", "{x}", "*x", "&x", "!x", "%x", "@x", "`x`",
	"|", ">", "?", ":", "a:", ":a", "---", "...", "$HOME", "${HOME}", "$$", "5$", "\x00", "\x1b[31m", "\u202e", "\u2028", "\u0085", "\ufeff", "𝄞", "é", "=", "<<",
	"text=Log in", `role=button[name="Log in"]`, strings.Repeat("x", 500),
}

// inFile are the places in which a quoted text may stand.
var inFile = []string{"- %", "- k: %", "- [%, b]", "- {k: %}", "- k: % # comment"}

func TestQuotedTextIsReadBack(t *testing.T) {
	for _, text := range hostileTexts {
		for _, form := range inFile {
			if got := read(t, strings.Replace(form, "%", source.Quote(text), 1)); got != text {
				t.Errorf("%s: %q is read as %q", form, text, got)
			}
		}
		content := "{" + source.QuoteKey(text) + ": 1}"
		file, root := source.Parse("f", []byte(content), nil)
		pairs := root.Pairs("")
		if err := file.Err(); err != nil || len(pairs) != 1 || pairs[0].Key.Name != text {
			t.Errorf("%s: the key %q is read as %v (%v)", content, text, pairs, err)
		}
	}
}

// read returns the first text of a file whose root is a list.
func read(t *testing.T, content string) string {
	t.Helper()
	file, root := source.Parse("f", []byte(content), nil)
	items := root.List("")
	if len(items) == 0 {
		t.Fatalf("%s: nothing is read: %v", content, file.Err())
	}
	n := items[0]
	switch n.Kind() {
	case source.Mapping:
		n = n.Pairs("")[0].Value
	case source.List:
		n = n.List("")[0]
	}
	text, _ := n.String("")
	if err := file.Err(); err != nil {
		t.Errorf("%s: %v", content, err)
	}
	return text
}

func FuzzQuote(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := strings.ToValidUTF8(text, "\ufffd")
		for _, form := range inFile {
			if got := read(t, strings.Replace(form, "%", source.Quote(text), 1)); got != want {
				t.Errorf("%s: %q is read as %q", form, want, got)
			}
		}
	})
}
