package main

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"strings"

	"github.com/swcheck/swcheck/scenarios/rules"
)

// TestPagesForPeople compares with golden files what is read on terminals of
// several widths: lists, explanations and help.
func TestPagesForPeople(t *testing.T) {
	one, known := rules.Find("offline/visited-page")
	if !known {
		t.Fatal("the rule is not there")
	}
	root := newRoot(&world{})
	audit, _, err := root.Find([]string{"audit"})
	if err != nil {
		t.Fatal(err)
	}
	for _, columns := range []int{0, 40, 80, 200} {
		for name, write := range map[string]func(*page){
			"rules":   func(p *page) { p.list(rules.All()) },
			"rule":    func(p *page) { p.explain(one.Rule) },
			"help":    func(p *page) { p.WriteString(helpOf(root, min(columns, widestHelp))) },
			"options": func(p *page) { p.WriteString(helpOf(audit, min(columns, widestHelp))) },
		} {
			t.Run(fmt.Sprintf("%s-%d", name, columns), func(t *testing.T) {
				p := &page{columns: columns}
				write(p)
				compareScreen(t, fmt.Sprintf("page-%s-%d", name, columns), strings.TrimRight(p.String(), "\n"))
			})
		}
	}
}

// TestColourSaysNothingMore: without colours the words are the same.
func TestColourSaysNothingMore(t *testing.T) {
	for _, columns := range []int{0, 40, 80} {
		plain, coloured := &page{columns: columns}, &page{columns: columns, look: look{styled: true}}
		for _, p := range []*page{plain, coloured} {
			p.list(rules.All())
			for _, r := range rules.All() {
				p.explain(r.Rule)
				p.columns = columns
			}
		}
		if coloured.String() == plain.String() || ansi.Strip(coloured.String()) != plain.String() {
			t.Errorf("the pages of %d columns differ in more than colours", columns)
		}
	}
}

// TestListOfRulesFits: no line is wider than the terminal.
func TestListOfRulesFits(t *testing.T) {
	for columns := 40; columns < 130; columns++ {
		p := &page{columns: columns, look: look{styled: true}}
		p.list(rules.All())
		for line := range strings.Lines(p.String()) {
			if wide := ansi.StringWidth(strings.TrimRight(line, "\n")); wide > columns {
				t.Errorf("%d columns on %d: %s", wide, columns, line)
			}
		}
	}
}
