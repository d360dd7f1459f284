package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/swcheck/swcheck/suggest"
)

const rootLong = `swcheck tells the people who build a web site what their visitors get when the
network fails. It drives a real headless Chrome against the site, cuts the
wire, and says what it saw, with evidence.`

const rootExample = `  swcheck demo                           audit the test site that is built in
  swcheck audit http://localhost:8000    judge a site
  swcheck rules offline/visited-page     explain a rule`

// The groups of commands, in the order in which they are met.
const (
	commandsForSites   = "sites"
	commandsForReports = "reports"
	commandsToLearn    = "learn"
)

// newRoot makes the command with all its subcommands.
func newRoot(w *world) *cobra.Command {
	root := &cobra.Command{
		Use:           "swcheck",
		Short:         "What do visitors of a web site get when the network fails?",
		Long:          rootLong,
		Example:       rootExample,
		Annotations:   exits(exitTable),
		Version:       thisBuild().line(),
		SilenceErrors: true, // printError prints them, each with its hint
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	// Before the helpers are added: cobra gives completion the stream of that time.
	root.SetIn(w.in)
	root.SetOut(w.out)
	root.SetErr(w.err)
	root.SetFlagErrorFunc(flagError)
	root.SetVersionTemplate("{{.Version}}\n")
	addGroup(root, commandsForSites, "Look at a site:", newAudit(w), newInit(w), newRun(w), newRecord(w))
	addGroup(root, commandsForReports, "Look at what was seen:", newJudge(w), newReport(w))
	addGroup(root, commandsToLearn, "Learn:", newRules(w), newDemo(w), newTestsite(w))
	root.AddCommand(newDoctor(w), newVersion(w), newDocs(w))
	addHelpers(root)
	setHelp(root)
	return root
}

func addGroup(root *cobra.Command, id, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: id, Title: title})
	for _, cmd := range commands {
		cmd.GroupID = id
	}
	root.AddCommand(commands...)
}

// unknownCommand refuses arguments of swcheck itself: a mistyped command, or a
// URL without the word audit before it.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if strings.Contains(args[0], "://") || strings.HasPrefix(args[0], "localhost") {
		return wrongUsage("swcheck audit "+printable(args[0]), "%q is no command", args[0])
	}
	if args[0] == "explain" {
		return wrongUsage(explainedBy(args[1:]), "%q is no command", args[0])
	}
	return noCommand(cmd, args[0])
}

// explainedBy returns the call that explains what somebody wants explained: a
// rule, or what became of a URL.
func explainedBy(args []string) string {
	const rule, address = "swcheck rules ", "swcheck audit URL --explain "
	switch {
	case len(args) == 0:
		return rule + "RULE explains a rule, " + address + "/path follows a URL through an audit"
	case strings.Contains(args[0], "://"), strings.HasPrefix(args[0], "/"), strings.HasPrefix(args[0], "localhost"):
		return address + printable(args[0])
	}
	return rule + printable(args[0])
}

// flagError turns what pflag says into wrong usage with a suggestion.
func flagError(cmd *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	hint := cmd.CommandPath() + " --help lists the flags"
	var lacking *pflag.ValueRequiredError
	if errors.As(err, &lacking) {
		return lacksValue(cmd, lacking.GetFlag())
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		hint = suggest.Hint("--"+unknown.GetSpecifiedName(), flagNames(cmd), hint)
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		flag, value := "--"+invalid.GetFlag().Name, invalid.GetValue()
		kind := invalid.GetFlag().Value.Type()
		switch {
		case kind == "uint16":
			return wrongUsage("it is a number up to 65535; 0 takes a free one", "%s %q is no port", flag, value)
		case kind == "int" && errors.Is(err, strconv.ErrRange):
			return wrongUsage("for example: "+flag+" 4", "%s %q is too large", flag, value)
		case kind == "int":
			return wrongUsage("for example: "+flag+" 4", "%s %q is no number", flag, value)
		case kind == "duration":
			return wrongUsage("give the unit too, for example: "+flag+" 90s, or 5m", "%s %q is no time", flag, value)
		}
	}
	return &usageError{err: err, hint: hint}
}

// lacksValue refuses a flag at the end of a line, or of a group of short ones.
func lacksValue(cmd *cobra.Command, flag *pflag.Flag) error {
	value, about := pflag.UnquoteUsage(flag)
	return wrongUsage("write --"+flag.Name+" "+value+": "+about, "--%s of %s has no value", flag.Name, cmd.CommandPath())
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	return names
}

// takesArguments returns a check of the number of arguments that says what is
// expected. A limit below zero is none.
func takesArguments(least, most int, what, example string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return wrongUsage("for example: "+example, "%s needs %s", cmd.CommandPath(), what)
		case most >= 0 && len(args) > most:
			return wrongUsage("for example: "+example, "%s takes %s, and %q is one too many", cmd.CommandPath(), what, args[most])
		}
		return nil
	}
}
