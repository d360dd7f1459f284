package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cpuguy83/go-md2man/v2/md2man"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/swcheck/swcheck/scenarios"
)

// newDocsMan makes the command that packagers, and those who install by hand,
// get the manual from.
func newDocsMan() *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual, a page per command, for man",
		Example: `  swcheck docs man ~/.local/share/man/man1
  man swcheck-audit`,
		Args: takesArguments(1, 1, "the folder", "swcheck docs man ~/.local/share/man/man1"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return writeManual(args[0], manual(cmd.Root()))
		},
	}
}

func writeManual(folder string, pages map[string][]byte) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return cannotWrite("manual", folder, err)
	}
	for name, content := range pages {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o666); err != nil {
			return cannotWrite("manual", path, err)
		}
	}
	return nil
}

// manual returns the pages of section 1, by the names of their files.
func manual(root *cobra.Command) map[string][]byte {
	pages := map[string][]byte{manName(root) + ".1": manPage(root)}
	for _, cmd := range described(root) {
		pages[manName(cmd)+".1"] = manPage(cmd)
	}
	return pages
}

func manName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// manPage returns the page of a command. It bears no date: the same program
// always gives the same page.
func manPage(cmd *cobra.Command) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%% %q \"1\" \"\" \"swcheck %s\" \"swcheck\"\n", strings.ToUpper(manName(cmd)), scenarios.Version)
	fmt.Fprintf(&b, "# NAME\n%s \\- %s\n\n", manName(cmd), strings.TrimRight(cmd.Short, "."))
	fmt.Fprintf(&b, "# SYNOPSIS\n**%s**\n\n", usageLine(cmd))
	b.WriteString("# DESCRIPTION\n" + manProse(cmd.Long, cmd.Short+".") + "\n")
	manCommands(&b, cmd)
	for _, heading := range flagGroups {
		manFlags(&b, heading, flagsIn(cmd, heading))
	}
	if table, known := strings.CutPrefix(cmd.Annotations[exitAnnotation], "Exit codes:\n"); known {
		b.WriteString("# EXIT STATUS\n" + manProse(table, "") + "\n")
	}
	if cmd.Example != "" {
		b.WriteString("# EXAMPLES\n" + manProse(cmd.Example, "") + "\n")
	}
	b.WriteString("# SEE ALSO\n" + strings.Join(manNeighbours(cmd), ", ") + "\n")
	return md2man.Render([]byte(b.String()))
}

// manProse makes Markdown of a text of help, where tables and examples are the
// lines that begin with blanks.
func manProse(text, otherwise string) string {
	if text == "" {
		text = otherwise
	}
	var blocks []string
	for _, paragraph := range strings.Split(text, "\n\n") {
		before, table := prosePart(paragraph)
		if before != "" {
			blocks = append(blocks, manEscaped(before))
		}
		if table != "" {
			blocks = append(blocks, "```\n"+table+"\n```")
		}
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// prosePart parts the lines of a paragraph from the indented ones below it.
func prosePart(paragraph string) (before, table string) {
	lines := strings.Split(strings.Trim(paragraph, "\n"), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, " ") {
			return strings.Join(lines[:i], "\n"), strings.Join(lines[i:], "\n")
		}
	}
	return strings.Join(lines, "\n"), ""
}

// manEscaped keeps Markdown from reading more into a text than stands there.
var manEscaped = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "`", "\\`", "[", `\[`).Replace

func manCommands(b *strings.Builder, cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	b.WriteString("# COMMANDS\n")
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			fmt.Fprintf(b, "**%s**\n: %s\n\n", sub.Name(), manEscaped(sub.Short))
		}
	}
}

func manFlags(b *strings.Builder, heading string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, "# %s\n", strings.ToUpper(heading))
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, about := pflag.UnquoteUsage(f)
		name := "**--" + f.Name + "**"
		if f.Shorthand != "" {
			name = "**-" + f.Shorthand + "**, " + name
		}
		if value != "" {
			name += " *" + manEscaped(value) + "*"
		}
		fmt.Fprintf(b, "%s\n: %s\n\n", name, manEscaped(about+manDefault(f)))
	})
}

// manDefault tells a default that the text does not tell already.
func manDefault(f *pflag.Flag) string {
	switch f.DefValue {
	case "", "0", "false", "[]", "0s":
		return ""
	}
	if strings.Contains(f.Usage, "default") {
		return ""
	}
	return " (default " + f.DefValue + ")"
}

// manNeighbours are the pages of the commands above and below, or beside.
func manNeighbours(cmd *cobra.Command) []string {
	var names []string
	if cmd.HasParent() {
		names = append(names, "**"+manName(cmd.Parent())+"**(1)")
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() && cmd.Name() != "completion" {
			names = append(names, "**"+manName(sub)+"**(1)")
		}
	}
	return names
}
