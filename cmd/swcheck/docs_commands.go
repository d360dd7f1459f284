package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// commandPage returns the reference of the command line, made from the same
// texts as --help.
func commandPage(root *cobra.Command) []byte {
	var b strings.Builder
	b.WriteString("<!-- Made by make docs from the commands. Do not edit. -->\n\n# The command line\n\n")
	fmt.Fprintf(&b, "```text\n%s\n```\n", strings.TrimSpace(root.Long))
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() && cmd.Name() != "help" && cmd.Name() != "completion" {
			describe(&b, cmd)
			for _, sub := range cmd.Commands() {
				describe(&b, sub)
			}
		}
	}
	b.WriteString("\n## swcheck completion\n\nPrints the completion script for bash, zsh, fish or PowerShell;\n`swcheck completion bash --help` tells how to load it.\n")
	return []byte(b.String())
}

func describe(b *strings.Builder, cmd *cobra.Command) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n", cmd.CommandPath(), sentence(cmd.Short))
	text := cmd.Long
	if text == "" {
		text = sentence(cmd.Short)
	}
	usage := "Usage:\n  " + cmd.UseLine()
	fmt.Fprintf(b, "\n```text\n%s\n\n%s\n", strings.TrimSpace(text), usage)
	if cmd.Example != "" {
		fmt.Fprintf(b, "\nExamples:\n%s\n", cmd.Example)
	}
	// Without width: the page must not depend on the terminal it is made on.
	if flags := strings.TrimRight(cmd.NonInheritedFlags().FlagUsagesWrapped(0), "\n"); flags != "" {
		fmt.Fprintf(b, "\nFlags:\n%s\n", flags)
	}
	b.WriteString("```\n")
}

// sentence ends a line of help that is no question.
func sentence(short string) string {
	if strings.HasSuffix(short, "?") {
		return short
	}
	return short + "."
}
