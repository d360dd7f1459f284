package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/baseline"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// newDocs makes the hidden command behind make docs.
func newDocs(*world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "docs FOLDER",
		Short: "Write the pages that are made from the program",
		Long: `Writes what is made from the program: a page per rule, their index, the command
line, the steps of scenarios, the schemas.`,
		Hidden: true,
		Args:   takesArguments(1, 1, "the folder", "swcheck docs docs"),
		RunE: func(cmd *cobra.Command, args []string) error {
			pages, err := generatedPages(cmd.Root())
			if err != nil {
				return err
			}
			return writePages(args[0], pages)
		},
	}
	cmd.AddCommand(newDocsMan())
	return cmd
}

// generatedPages returns the content of the pages by their path inside docs.
func generatedPages(root *cobra.Command) (map[string][]byte, error) {
	pages, err := rulePages()
	if err != nil {
		return nil, err
	}
	pages["cli.md"] = commandPage(root)
	pages["steps.md"] = stepsPage()
	if pages["schema/config.schema.json"], err = config.Schema(); err != nil {
		return nil, err
	}
	if pages["schema/baseline.schema.json"], err = baseline.Schema(scenarios.RuleIDs("*")); err != nil {
		return nil, err
	}
	pages["schema/scenario.schema.json"], err = suite.Schema()
	return pages, err
}

// writePages replaces the generated pages in the folder; the page of a rule
// that is gone goes too.
func writePages(folder string, pages map[string][]byte) error {
	if err := os.RemoveAll(filepath.Join(folder, "rules")); err != nil {
		return cannotWrite("pages", folder, err)
	}
	for name, content := range pages {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return cannotWrite("pages", path, err)
		}
		if err := os.WriteFile(path, content, 0o666); err != nil {
			return cannotWrite("pages", path, err)
		}
	}
	return nil
}
