package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func newRules(w *world) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "rules [ID|GLOB]",
		Short: "List the catalogue of rules, or explain one",
		Long: `Lists the rules that judge a site. With the id of one it explains it: why it
matters to visitors, how it is detected, how to fix it. A category or a glob
lists a part of the catalogue.`,
		Example: `  swcheck rules
  swcheck rules offline
  swcheck rules offline/visited-page`,
		Args: takesArguments(0, 1, "one id or glob", "swcheck rules offline/visited-page"),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return completeRules(cmd, args, typed)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkWord("--format", format, "text", "json"); err != nil {
				return err
			}
			return showRules(w.out, args, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "`text` or json")
	complete(cmd, "format", oneOf("text", "json"))
	return cmd
}

func showRules(out io.Writer, args []string, format string) error {
	shown := rules.All()
	if len(args) == 1 {
		if one, known := rules.Find(args[0]); known {
			return explain(out, one.Rule, format)
		}
		if shown = rulesLike(args[0]); len(shown) == 0 {
			return noRule(args[0])
		}
	}
	if format == "json" {
		return listAsJSON(out, shown)
	}
	return list(out, shown)
}

func list(out io.Writer, shown []rules.Rule) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, r := range shown {
		fmt.Fprintf(table, "%s\t%s\t%s\n", r.ID, r.Severity, r.Title)
	}
	if err := table.Flush(); err != nil {
		return cannotWrite("list", "stdout", err)
	}
	_, err := fmt.Fprintf(out, "\n%d rules; swcheck rules ID explains one\n", len(shown))
	return cannotWrite("list", "stdout", err)
}

func listAsJSON(out io.Writer, shown []rules.Rule) error {
	meta := make([]finding.Rule, 0, len(shown))
	for _, r := range shown {
		meta = append(meta, r.Rule)
	}
	return writeJSON(out, meta)
}

func writeJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return cannotWrite("list", "stdout", encoder.Encode(value))
}

// explain prints one rule for reading on a terminal.
func explain(out io.Writer, r finding.Rule, format string) error {
	if format == "json" {
		return writeJSON(out, r)
	}
	columns := width(out)
	if columns == 0 || columns > reporter.DefaultWidth {
		columns = reporter.DefaultWidth
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n", r.ID, r.Severity)
	fmt.Fprintf(&b, "passes  %s\nfails   %s\n", r.Title, r.Failed)
	paragraph(&b, "Why it matters", r.Why, columns)
	paragraph(&b, "How it is detected", r.Detected, columns)
	paragraph(&b, "How to fix it", r.Fix, columns)
	code(&b, "Before", r.Before)
	code(&b, "After", r.After)
	paragraph(&b, "Read more", strings.Join(r.References, "\n"), 0)
	_, err := io.WriteString(out, b.String())
	return cannotWrite("explanation", "stdout", err)
}

func paragraph(b *strings.Builder, heading, text string, columns int) {
	if columns > 0 {
		text = ansi.Wordwrap(text, max(columns-2, 20), "")
	}
	fmt.Fprintf(b, "\n%s\n%s\n", heading, indent(text, "  "))
}

func code(b *strings.Builder, heading, text string) {
	if text != "" {
		fmt.Fprintf(b, "\n%s\n%s\n", heading, indent(strings.Trim(text, "\n"), "    "))
	}
}

func indent(text, by string) string {
	return by + strings.ReplaceAll(strings.TrimRight(text, " \n"), "\n", "\n"+by)
}
