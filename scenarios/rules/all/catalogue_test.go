package all_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios/rules"
	_ "github.com/swcheck/swcheck/scenarios/rules/all"
)

// The catalogue is a folder of files, not a list that is kept by hand. These
// tests hold each rule to what makes it complete.

func TestEachRuleHasItsFileAndTest(t *testing.T) {
	for _, r := range rules.All() {
		file := filepath.Join("..", filepath.FromSlash(strings.ReplaceAll(r.ID, "-", "_"))) + ".go"
		source, err := os.ReadFile(file)
		if err != nil {
			t.Errorf("rule %s: its file is missing: %v", r.ID, err)
			continue
		}
		if !strings.Contains(string(source), `"`+r.ID+`"`) {
			t.Errorf("rule %s: %s does not register it", r.ID, file)
		}
		if _, err := os.Stat(strings.TrimSuffix(file, ".go") + "_test.go"); err != nil {
			t.Errorf("rule %s: its test is missing: %v", r.ID, err)
		}
	}
}

func TestEachRuleHasItsPage(t *testing.T) {
	for _, r := range rules.All() {
		page := filepath.Join("..", "..", "..", "docs", "rules", filepath.FromSlash(r.ID)+".md")
		if _, err := os.Stat(page); err != nil {
			t.Errorf("rule %s: %v: run make docs", r.ID, err)
		}
	}
}

func TestEachRuleFailsOnABrokenFixture(t *testing.T) {
	table := expected(t)
	for _, r := range rules.All() {
		found := slices.ContainsFunc(fixtures.All(), func(f fixtures.Fixture) bool {
			return !f.Sound && slices.ContainsFunc(table[f.Name], func(e fixtures.Expectation) bool { return e.Rule == r.ID })
		})
		if !found {
			t.Errorf("rule %s: no broken fixture fails on it, so nothing shows that it works", r.ID)
		}
	}
}

func TestExpectationsNameRulesAndFixtures(t *testing.T) {
	for name, expectations := range expected(t) {
		if _, err := fixtures.Find(name); err != nil {
			t.Errorf("expected.json: %v", err)
		}
		for _, e := range expectations {
			if _, known := rules.Find(e.Rule); !known {
				t.Errorf("expected.json: fixture %s: there is no rule %s", name, e.Rule)
			}
		}
	}
}

func TestMetaIsWritten(t *testing.T) {
	for _, r := range rules.All() {
		for field, text := range map[string]string{
			"title": r.Title, "failed": r.Failed, "why": r.Why, "detected": r.Detected, "fix": r.Fix,
		} {
			if strings.TrimSpace(text) != text || strings.Contains(text, "\n") {
				t.Errorf("rule %s: its %s is not one line of text: %q", r.ID, field, text)
			}
		}
		if r.Before == "" || r.After == "" || r.Before == r.After {
			t.Errorf("rule %s: it does not show the code before and after it is mended", r.ID)
		}
		for _, reference := range r.References {
			if !strings.HasPrefix(reference, "https://") {
				t.Errorf("rule %s: reference %q is no URL", r.ID, reference)
			}
		}
	}
}

func expected(t *testing.T) map[string][]fixtures.Expectation {
	t.Helper()
	table, err := fixtures.Expected()
	if err != nil {
		t.Fatal(err)
	}
	return table
}
