package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/suggest"
)

// addHelpers adds the commands that cobra brings along, which would otherwise
// take a command that does not exist for a wish for help, and end well.
func addHelpers(root *cobra.Command) {
	root.SetHelpCommand(newHelp())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "completion" {
			explainCompletion(cmd)
		}
	}
}

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Tell all of a command",
		Example: `  swcheck help audit
  swcheck help report merge`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return commandsBelow(cmd.Root(), args), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about := cmd.Root()
			for _, name := range args {
				next := child(about, name)
				if next == nil {
					return noCommand(about, name)
				}
				about = next
			}
			return about.Help()
		},
	}
}

// commandsBelow completes the next name of a command.
func commandsBelow(cmd *cobra.Command, names []string) []cobra.Completion {
	for _, name := range names {
		if cmd = child(cmd, name); cmd == nil {
			return nil
		}
	}
	var all []cobra.Completion
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			all = append(all, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return all
}

func child(of *cobra.Command, name string) *cobra.Command {
	for _, c := range of.Commands() {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// noCommand refuses the name of a command that there is not.
func noCommand(below *cobra.Command, name string) error {
	var names []string
	for _, c := range below.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if len(names) == 0 {
		return wrongUsage(below.CommandPath()+" --help tells all of it", "%s has no commands, and no %q", below.CommandPath(), name)
	}
	hint := suggest.Hint(name, names, "the commands are "+strings.Join(names, ", "))
	if !below.HasParent() {
		hint = suggest.Hint(name, names, "swcheck help lists the commands")
		return wrongUsage(hint, "%q is no command", name)
	}
	return wrongUsage(hint, "%q is no command of %s", name, below.CommandPath())
}

func explainCompletion(cmd *cobra.Command) {
	cmd.Short = "Print the script that completes words in your shell"
	cmd.Long = `Prints what makes a shell complete commands, flags, rules, formats, fixtures and
tags. Load it once to try it, or for good: the help of each shell's command says
where.`
	cmd.Example = `  source <(swcheck completion bash)
  swcheck completion fish | source`
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return noCommand(cmd, args[0])
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	for _, shell := range cmd.Commands() {
		shell.Args = takesArguments(0, 0, "no arguments", shell.CommandPath())
		shell.Short = "Print the script for " + shell.Name()
	}
}
