package main

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios/rules"
)

//go:embed templates
var templates embed.FS

var pageTemplates = template.Must(template.New("").Funcs(template.FuncMap{
	"trim": func(text string) string { return strings.Trim(text, "\n") },
	"join": strings.Join, "language": languageOf,
}).ParseFS(templates, "templates/*.md"))

// rulePage is what the page of a rule is made from.
type rulePage struct {
	finding.Rule
	Fixtures []fixtures.Fixture // broken ones on which it fails
}

type category struct {
	Name  string
	Rules []rulePage
}

// rulePages returns the pages of the rules and their index, by path in docs.
func rulePages() (map[string][]byte, error) {
	pages := map[string][]byte{}
	var categories []category
	for _, r := range rules.All() {
		page := rulePage{Rule: r.Rule, Fixtures: failingOn(r.ID)}
		content, err := fill("rule.md", page)
		if err != nil {
			return nil, err
		}
		pages["rules/"+r.ID+".md"] = content
		name, _, _ := strings.Cut(r.ID, "/")
		if n := len(categories); n == 0 || categories[n-1].Name != name {
			categories = append(categories, category{Name: name})
		}
		last := &categories[len(categories)-1]
		last.Rules = append(last.Rules, page)
	}
	index, err := fill("index.md", categories)
	pages["rules/README.md"] = index
	return pages, err
}

// languageOf names the language of an example for those who colour it. Most are
// of a worker.
func languageOf(code string) string {
	switch {
	case strings.HasPrefix(code, "<"):
		return "html"
	case strings.Contains(code, "location ") || strings.Contains(code, "try_files "):
		return "nginx"
	}
	return "js"
}

func failingOn(rule string) []fixtures.Fixture {
	var found []fixtures.Fixture
	for _, f := range fixtures.All() {
		for _, id := range f.Rules {
			if id == rule {
				found = append(found, f)
			}
		}
	}
	return found
}

func fill(name string, data any) ([]byte, error) {
	var page bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&page, name, data); err != nil {
		return nil, fmt.Errorf("make the page %s: %w", name, err)
	}
	return page.Bytes(), nil
}
