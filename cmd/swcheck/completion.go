package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// The command swcheck completion is cobra's own; this file tells it what the
// values of flags and arguments can be.

type completion = func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective)

// complete sets how the values of a flag are completed. It panics where there
// is no such flag: a mistake of the programmer.
func complete(cmd *cobra.Command, flag string, c completion) {
	if err := cmd.RegisterFlagCompletionFunc(flag, c); err != nil {
		panic(fmt.Sprintf("complete --%s of %s: %v", flag, cmd.Name(), err))
	}
}

func oneOf(words ...string) completion {
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

func completeFormats(formats []reporter.Format) completion {
	var names []cobra.Completion
	for _, f := range formats {
		names = append(names, cobra.CompletionWithDesc(f.Name, f.Description))
	}
	return cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)
}

func completeRules(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var ids []cobra.Completion
	for _, r := range rules.All() {
		ids = append(ids, cobra.CompletionWithDesc(r.ID, r.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}
