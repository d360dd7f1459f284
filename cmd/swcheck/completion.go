package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/scenarios/suite"
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

// onlyFirst completes the first argument, and nothing after it.
func onlyFirst(c completion) completion {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return c(cmd, args, typed)
	}
}

// filesEndingIn completes the names of files, and of the folders they may be in.
func filesEndingIn(endings ...string) completion {
	return cobra.FixedCompletions(endings, cobra.ShellCompDirectiveFilterFileExt)
}

// completeFormats completes names, and once one stands there, a file for it.
func completeFormats(formats []reporter.Format) completion {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var names []cobra.Completion
		for _, f := range formats {
			if strings.HasPrefix(typed, f.Name) {
				names = append(names, cobra.CompletionWithDesc(f.Name+"="+fileFor(f.Name), "into a file"))
			}
			names = append(names, cobra.CompletionWithDesc(f.Name, f.Description))
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

func completeRules(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var ids []cobra.Completion
	for _, c := range categories() {
		ids = append(ids, cobra.CompletionWithDesc(c, "all rules of "+c))
	}
	for _, r := range rules.All() {
		ids = append(ids, cobra.CompletionWithDesc(r.ID, r.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// completeRuleLists completes the last of several ids that commas part.
func completeRuleLists(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndex(typed, ",")+1]
	given := strings.Split(before, ",")
	ids, directive := completeRules(cmd, args, typed)
	var left []cobra.Completion
	for _, id := range ids {
		if name, _, _ := strings.Cut(id, "\t"); !slices.Contains(given, name) {
			left = append(left, before+id)
		}
	}
	return left, directive
}

// categories returns those of the rules, in their order.
func categories() []string {
	var names []string
	for _, r := range rules.All() {
		if name, _, _ := strings.Cut(r.ID, "/"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// profileUses tell in a few words what profiles are for.
var profileUses = map[string]string{
	"quick": "a first impression, in seconds", "standard": "what an audit usually is",
	"full": "everything, in minutes",
}

func completeProfiles(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, name := range scenarios.Profiles() {
		all = append(all, cobra.CompletionWithDesc(name, profileUses[name]))
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// completeTags completes the tags of the scenarios that the call is about, with
// the ! before them that leaves them out. Files with mistakes have none.
func completeTags(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 {
		args = []string{defaultScenarios}
	}
	all, err := suite.Load(args, suite.Surroundings{})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	not := ""
	if strings.HasPrefix(typed, "!") {
		not = "!"
	}
	numbers := map[string]int{}
	var tags []string
	for _, s := range all.Scenarios {
		for _, tag := range s.Tags {
			if numbers[tag]++; numbers[tag] == 1 {
				tags = append(tags, tag)
			}
		}
	}
	for i, tag := range tags {
		tags[i] = cobra.CompletionWithDesc(not+tag, fmt.Sprintf("on %d of %d scenarios", numbers[tag], len(all.Scenarios)))
	}
	slices.Sort(tags)
	return tags, cobra.ShellCompDirectiveNoFileComp
}
