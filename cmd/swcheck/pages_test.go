package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// What is shown is made up, so that golden files are about how it looks and not
// about what there is.

var someRules = []rules.Rule{
	{Rule: finding.Rule{
		ID: "cache/opaque-for-good", Severity: finding.Error, Title: "No opaque response is stored for good",
		Failed: "An opaque response is stored, and nobody can tell whether it is an error", References: []string{"https://example.org/opaque"},
		Why:      "What nobody can read may be an error page, and is then shown for as long as the cache is there.",
		Detected: "The caches are read once the pages have been visited; responses of the type opaque are looked for.",
		Fix:      "Ask for it with CORS: the server has to allow that.",
		Before:   "cache.add(new Request(url, { mode: 'no-cors' }));\n", After: "cache.add(new Request(url, { mode: 'cors' })); // the server sends Access-Control-Allow-Origin\n",
	}},
	{Rule: finding.Rule{ID: "cache/small", Severity: finding.Information, Title: "What is stored is small"}},
	{Rule: finding.Rule{ID: "offline/page-that-was-visited-once", Severity: finding.Warning, Title: "A page that was visited once opens offline and has all that it is made of"}},
}

var someFixtures = []fixtures.Fixture{
	{Name: "precache", Title: "Preloaded: the main pages and all that they need are stored at install", Sound: true},
	{Name: "page-shown-to-others", Title: "A member's page is shown to whoever comes next"},
}

func someCommand() *cobra.Command {
	root := &cobra.Command{
		Use: "look", Short: "Look at things", Annotations: exits("Exit codes:\n  0    all was seen, and nothing is wrong with what was asked for\n       in the call\n  130  interrupted"),
		Long: "Looks at things, and tells\nwhat was seen. As in\n\n  near   what stands close by,\n         and not behind it\n\nand so on.", Example: "  look near --colour red",
	}
	near := &cobra.Command{Use: "near [THING...]", Short: "What stands close by, and is not hidden behind something else", Run: func(*cobra.Command, []string) {}}
	root.AddCommand(near)
	root.Flags().String("colour", "red", "only things of this `COLOUR`, or of one that is near to it")
	root.Flags().Bool("dark", false, "also where there is no light, which takes longer")
	group(root, groupJudging, "dark")
	return root
}

// TestPagesForPeople compares with golden files what is read on terminals of
// several widths: lists, explanations and help.
func TestPagesForPeople(t *testing.T) {
	for _, columns := range []int{0, 40, 80, 200} {
		for name, write := range map[string]func(*page){
			"rules": func(p *page) { p.list(someRules) },
			"demos": func(p *page) { p.listFixtures(someFixtures) },
			"rule":  func(p *page) { p.explain(someRules[0].Rule) },
			"help":  func(p *page) { p.WriteString(helpOf(someCommand(), min(columns, widestHelp))) },
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

// TestHelpOfDocsFits: the command is listed nowhere, and its help is read by who
// helps with the program.
func TestHelpOfDocsFits(t *testing.T) {
	for _, cmd := range everyCommand(newDocs(&world{})) {
		about, _, _ := strings.Cut(helpOf(cmd, 80), "\nUsage:")
		for line := range strings.Lines(about) {
			if wide := ansi.StringWidth(strings.TrimRight(line, "\n")); wide > 80 {
				t.Errorf("%s: %d columns: %s", cmd.CommandPath(), wide, line)
			}
		}
	}
}
