package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/swcheck/swcheck/reporter"
)

// The groups of flags that several commands share. What belongs to one command
// alone stands first, under no heading of its own.
const (
	groupFlags      = "Flags"
	groupJudging    = "What is judged, and what fails"
	groupReport     = "The report"
	groupConnection = "The browser and its way to the site"
)

var flagGroups = []string{groupFlags, groupJudging, groupReport, groupConnection}

const groupAnnotation = "swcheck-group"

// group puts flags of a command into a group. It panics where there is no such
// flag: a mistake of the programmer.
func group(cmd *cobra.Command, heading string, flags ...string) {
	for _, flag := range flags {
		if err := cmd.Flags().SetAnnotation(flag, groupAnnotation, []string{heading}); err != nil {
			panic(fmt.Sprintf("group --%s of %s: %v", flag, cmd.Name(), err))
		}
	}
}

func groupOf(flag *pflag.Flag) string {
	if heading := flag.Annotations[groupAnnotation]; len(heading) > 0 {
		return heading[0]
	}
	return groupFlags
}

// widestHelp is where lines of help end: longer ones are hard to read.
const widestHelp = 100

// helpWidth returns for how many columns help is written. What is piped is
// mostly read in a pager on a terminal.
func helpWidth(out io.Writer) int {
	return min(cmp.Or(width(out), reporter.DefaultWidth), widestHelp)
}

// setHelp has the command and all below it explain themselves by helpOf.
func setHelp(root *cobra.Command) {
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		out := cmd.OutOrStdout()
		io.WriteString(out, helpOf(cmd, helpWidth(out)))
	})
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		out := cmd.OutOrStderr()
		_, err := io.WriteString(out, helpOf(cmd, helpWidth(out)))
		return err
	})
}

// helpOf returns what --help says, for a terminal of so many columns; 0 is no
// limit.
func helpOf(cmd *cobra.Command, columns int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage:\n  %s\n", fitted(cmp.Or(cmd.Long, cmd.Short+"."), columns), usageLine(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	listCommands(&b, cmd, columns)
	for _, heading := range flagGroups {
		if flags := flagsIn(cmd, heading); flags.HasAvailableFlags() {
			fmt.Fprintf(&b, "\n%s:\n%s\n", heading, flagUsages(flags, columns))
		}
	}
	if exits := cmd.Annotations[exitAnnotation]; exits != "" {
		fmt.Fprintf(&b, "\n%s\n", fitted(exits, columns))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", fitted(cmd.CommandPath()+" COMMAND --help tells all of a command.", columns))
	}
	return b.String()
}

// flagUsages returns the lines of the flags without the blanks at their ends.
func flagUsages(flags *pflag.FlagSet, columns int) string {
	lines := strings.Split(strings.TrimRight(flags.FlagUsagesWrapped(columns), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// exitAnnotation holds the exit codes of a command, which stand below its flags.
const exitAnnotation = "swcheck-exits"

func exits(table string) map[string]string { return map[string]string{exitAnnotation: table} }

func usageLine(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " COMMAND"
	}
	return cmd.UseLine()
}

func flagsIn(cmd *cobra.Command, heading string) *pflag.FlagSet {
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	flags := pflag.NewFlagSet(heading, pflag.ContinueOnError)
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if groupOf(f) == heading {
			flags.AddFlag(f)
		}
	})
	return flags
}

// listCommands lists the commands by their groups, and those of none last.
func listCommands(b *strings.Builder, cmd *cobra.Command, columns int) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	headings := slices.Concat(cmd.Groups(), []*cobra.Group{{Title: "Commands:"}})
	if len(headings) > 1 {
		headings[len(headings)-1].Title = "Besides:"
	}
	for _, heading := range headings {
		var lines []string
		for _, sub := range cmd.Commands() {
			if sub.GroupID == heading.ID && (sub.IsAvailableCommand() || sub.Name() == "help") {
				lines = append(lines, hanging(fmt.Sprintf("  %-*s  %s", cmd.Commands()[0].NamePadding(), sub.Name(), sub.Short), columns))
			}
		}
		if len(lines) > 0 {
			fmt.Fprintf(b, "\n%s\n%s\n", heading.Title, strings.Join(lines, "\n"))
		}
	}
}

// wrapWords breaks lines at blanks. Hyphens stay out of it: most of them belong
// to flags, ids and addresses, which are to be found and copied whole.
func wrapWords(text string, columns int) string {
	const kept = "\ue000" // of no meaning to anyone, and one column wide
	return strings.ReplaceAll(ansi.Wordwrap(strings.ReplaceAll(text, "-", kept), columns, ""), kept, "-")
}

// fitted breaks text anew for terminals that are narrower than it was written
// for. Lines that begin with blanks are tables and examples: each stays one, and
// what does not fit stands below its last column.
func fitted(text string, columns int) string {
	if columns <= 0 || columns >= reporter.DefaultWidth {
		return text
	}
	var b strings.Builder
	for _, paragraph := range strings.Split(text, "\n\n") {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		if !strings.Contains(paragraph, "\n ") && !strings.HasPrefix(paragraph, " ") {
			b.WriteString(wrapWords(strings.ReplaceAll(paragraph, "\n", " "), columns))
			continue
		}
		for i, line := range strings.Split(joined(paragraph), "\n") {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(hanging(line, columns))
		}
	}
	return b.String()
}

// joined takes back the breaks of the lines of a table: what is indented as far
// as the last column goes on with it.
func joined(table string) string {
	var lines []string
	for _, line := range strings.Split(table, "\n") {
		blanks := len(line) - len(strings.TrimLeft(line, " "))
		if last := len(lines) - 1; last >= 0 && blanks > 2 && blanks == lastColumn(lines[last]) {
			lines[last] += " " + strings.TrimLeft(line, " ")
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// lastColumn returns where the last column of a line of a table begins.
func lastColumn(line string) int {
	if gap := strings.LastIndex(strings.TrimLeft(line, " "), "  "); gap >= 0 {
		return len(line) - len(strings.TrimLeft(line, " ")) + gap + 2
	}
	return len(line) - len(strings.TrimLeft(line, " "))
}

// hanging breaks one line of a table; 0 columns are no limit.
func hanging(line string, columns int) string {
	at := lastColumn(line)
	if at == 0 || columns == 0 || at > columns/2 {
		return line
	}
	return line[:at] + strings.ReplaceAll(wrapWords(line[at:], columns-at), "\n", "\n"+strings.Repeat(" ", at))
}
