package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
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
		Args:              takesArguments(0, 1, "one id or glob", "swcheck rules offline/visited-page"),
		ValidArgsFunction: onlyFirst(completeRules),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkWord("--format", format, "text", "json"); err != nil {
				return err
			}
			return showRules(w, args, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "`text` or json")
	complete(cmd, "format", oneOf("text", "json"))
	return cmd
}

func showRules(w *world, args []string, format string) error {
	shown := rules.All()
	if len(args) == 1 {
		if one, known := rules.Find(args[0]); known {
			return explainRule(w, one.Rule, format)
		}
		if shown = rulesLike(args[0]); len(shown) == 0 {
			return noRule(args[0])
		}
	}
	if format == "json" {
		return listAsJSON(w.out, shown)
	}
	p := w.page()
	p.list(shown)
	return p.print(w.out, "list")
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

func explainRule(w *world, r finding.Rule, format string) error {
	if format == "json" {
		return writeJSON(w.out, r)
	}
	p := w.page()
	p.explain(r)
	return p.print(w.out, "explanation")
}
