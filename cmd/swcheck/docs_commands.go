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
	b.WriteString("<!-- Made by make docs from the commands. Do not edit. -->\n\n# The command line\n")
	fmt.Fprintf(&b, "\n```text\n%s```\n", helpOf(root, 0))
	for _, cmd := range described(root) {
		// Without width: the page must not depend on the terminal it is made on.
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n```text\n%s```\n", cmd.CommandPath(), sentence(cmd.Short), helpOf(cmd, 0))
	}
	return []byte(b.String())
}

// described returns the commands that people call, in the order of the list that
// they are shown in: each with those below it.
func described(root *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, cmd := range root.Commands() {
		if !cmd.IsAvailableCommand() {
			continue
		}
		all = append(all, cmd)
		if cmd.Name() != "completion" { // those of the shells differ in a word
			all = append(all, described(cmd)...)
		}
	}
	return all
}

// sentence ends a line of help that is no question.
func sentence(short string) string {
	if strings.HasSuffix(short, "?") {
		return short
	}
	return short + "."
}
