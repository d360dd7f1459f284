package reporter_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// ours are the elements that a report is made of.
var ours = []string{
	"html", "head", "body", "h2", "h3", "p", "ul", "li", "strong", "em", "code", "a", "blockquote",
	"table", "thead", "tbody", "tr", "th", "td", "details", "summary",
}

// rendered parses the report as GitHub and GitLab would show it, but for what
// these take out: HTML stays in.
func rendered(t *testing.T, r finding.Report) *nethtml.Node {
	t.Helper()
	var page bytes.Buffer
	to := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := to.Convert([]byte(write(t, "markdown", reporter.Options{}, r)), &page); err != nil {
		t.Fatal(err)
	}
	root, err := nethtml.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestMarkdownRendersToNothingButItsOwnElements(t *testing.T) {
	for name, r := range map[string]finding.Report{
		"hostile": reportertest.Hostile(), "findings": reportertest.Findings(), "browsable": reportertest.Browsable(),
	} {
		rows := 0
		for node := range rendered(t, r).Descendants() {
			if node.Type != nethtml.ElementNode {
				continue
			}
			if !slices.Contains(ours, node.Data) {
				t.Errorf("%s: a site, or a slip, made a %s of %v", name, node.Data, node.Attr)
			}
			for _, a := range node.Attr {
				if a.Key != "href" || !strings.HasPrefix(a.Val, "https://") {
					t.Errorf("%s: %s has %s=%q", name, node.Data, a.Key, a.Val)
				}
			}
			if node.Data == "tr" {
				rows++
			}
		}
		if rows != len(r.Pages)+1 {
			t.Errorf("%s: the table has %d rows of %d pages", name, rows, len(r.Pages))
		}
	}
}
