package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/suggest"
)

// An output is one format and where it goes.
type output struct {
	format reporter.Format
	path   string // "" is stdout

	opens     bool // in the web browser, once it is written
	temporary bool // its file is still to be created
}

// outputFlags say in which formats reports are printed, and how.
type outputFlags struct {
	formats  []string
	file     string
	verbose  bool
	quiet    bool
	noColour bool
	open     bool
}

// add adds the flags for reports that can be written in the formats.
func (f *outputFlags) add(cmd *cobra.Command, formats []reporter.Format, verbose string) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.formats, "format", nil, "`NAME` of a format on stdout, or NAME=FILE; repeatable ("+strings.Join(reporter.NamesOf(formats), ", ")+"; default text)")
	flags.StringVarP(&f.file, "output", "o", "", "`FILE` for the format that names none")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, verbose)
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "no progress, and no text report where the formats go to files")
	flags.BoolVar(&f.noColour, "no-color", false, "no colours; NO_COLOR in the environment does the same")
	flags.BoolVar(&f.open, "open", false, openUsage)
	group(cmd, groupReport, "format", "output", "verbose", "quiet", "no-color", "open")
	complete(cmd, "format", completeFormats(formats))
}

// reportFlags are the flags of all commands that print reports of audits.
type reportFlags struct {
	outputFlags
	failOn string
}

// verboseReport is what -v does to reports of audits.
const verboseReport = "show every rule, not only what failed"

func (f *reportFlags) add(cmd *cobra.Command) {
	f.outputFlags.add(cmd, reporter.All(), verboseReport)
	cmd.Flags().StringVar(&f.failOn, "fail-on", failOnError, "exit 1 on findings of this `SEVERITY` or worse: error, warning or never")
	group(cmd, groupJudging, "fail-on")
	complete(cmd, "fail-on", oneOf(failOnError, failOnWarning, failOnNever))
}

// outputs reads --format, -o and --fail-on.
func (f *reportFlags) outputs() ([]output, error) {
	if err := f.checkFailOn(); err != nil {
		return nil, err
	}
	return f.outputsIn(reporter.All())
}

func (f *reportFlags) checkFailOn() error { return checkFailOn(f.failOn) }

func checkFailOn(value string) error {
	return checkWord("--fail-on", value, failOnError, failOnWarning, failOnNever)
}

// outputsIn reads --format and -o, where reports can be written in the formats.
func (f *outputFlags) outputsIn(formats []reporter.Format) ([]output, error) {
	specs := f.formats
	if len(specs) == 0 && !f.opensAlone() {
		specs = []string{"text"}
	}
	file, all := f.file, make([]output, 0, len(specs)+1)
	for _, spec := range specs {
		name, path, named := strings.Cut(spec, "=")
		format, err := findFormat(name, formats)
		switch {
		case err != nil:
			return nil, err
		case named && path == "":
			return nil, wrongUsage("for example: --format "+name+"="+fileFor(name), "--format %s names no file", spec)
		case !named:
			path, file = file, ""
		}
		if path == "-" {
			path = ""
		}
		all = append(all, output{format: format, path: path})
	}
	if file != "" {
		return nil, wrongUsage("drop -o, or give one format without =FILE", "-o %s: each format already has a file", file)
	}
	all, err := f.withText(all)
	if err != nil {
		return nil, err
	}
	if all, err = f.withOpened(all, formats); err != nil {
		return nil, err
	}
	return all, checkOutputs(all)
}

// opensAlone tells whether all that is asked for is a report in the web browser.
func (f *outputFlags) opensAlone() bool { return f.open && f.quiet && f.file == "" }

// browsable reports whether an output can be looked around in.
func browsable(outputs []output) bool {
	return slices.ContainsFunc(outputs, func(o output) bool { return o.format.Browsable })
}

// withText adds the text report on stdout where all formats go to files, so
// that the log of a CI job can be read, and refuses two formats on stdout.
func (f *outputFlags) withText(all []output) ([]output, error) {
	places := map[string]string{}
	for _, o := range all {
		if first, taken := places[o.path]; taken {
			where := o.path
			if where == "" {
				where = "stdout"
			}
			return nil, wrongUsage("name a file for one of them: --format "+o.format.Name+"=FILE", "both %s and %s would be written to %s", first, o.format.Name, where)
		}
		places[o.path] = o.format.Name
	}
	_, taken := places[""]
	asked := slices.ContainsFunc(all, func(o output) bool { return o.format.Name == "text" })
	if taken || asked || f.quiet {
		return all, nil
	}
	text, _ := reporter.Find("text")
	return append(all, output{format: text}), nil
}

// checkWord refuses a value that is none of the allowed ones.
func checkWord(flag, value string, allowed ...string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	otherwise := "it is one of " + strings.Join(allowed, ", ")
	return wrongUsage(suggest.Hint(value, allowed, otherwise), "%s %q is not known", flag, value)
}

// writeReports writes every output, also after one that failed, and returns
// the code for those that did. What was found is not lost with its report: it
// may have taken minutes.
func (w *world) writeReports(outputs []output, reports []finding.Report, f *outputFlags) int {
	code, told := w.writeAll(outputs, f, func(o output, out io.Writer, options reporter.Options) error {
		return o.format.Write(out, reports, options)
	})
	if code != exitOK && code != exitUnread && !told {
		for _, r := range reports {
			c := r.Counts
			w.tellVerdict(r.Verdict, r.Target, fmt.Sprintf("%d passed, %d failed, %d inconclusive", c.Pass, c.Fail, c.Inconclusive), r.Partial)
		}
	}
	return code
}

// tellVerdict tells in one line what a report that could not be written says.
func (w *world) tellVerdict(verdict finding.VerdictWord, target, counts string, partial bool) {
	if partial {
		counts += " (partial)"
	}
	fmt.Fprintf(w.err, "%s  %s  %s\n", strings.ToUpper(string(verdict)), printable(target), counts)
}

// writeAll has every output written by a function that knows the reports. It
// returns the exit code for those that could not be, and whether somebody who
// looks at stdout was told the verdict.
func (w *world) writeAll(outputs []output, f *outputFlags, write func(output, io.Writer, reporter.Options) error) (code int, told bool) {
	for _, o := range outputs {
		var err error
		if o.temporary {
			o.path, err = newTemporary()
		}
		if err == nil {
			err = w.writeOne(o, f, write)
		}
		switch {
		case err != nil:
			printError(w.err, err)
			code = max(code, exitCode(err))
			continue
		case o.opens:
			w.openReport(o.path)
		}
		told = told || o.tells()
	}
	return code, told
}

func (w *world) writeOne(o output, f *outputFlags, write func(output, io.Writer, reporter.Options) error) (err error) {
	// A reporter that panics is broken; that must not cost the other reports.
	defer func() {
		if p := recover(); p != nil {
			err = wrongUsage("this is a mistake in swcheck: please report it, with the file that --save-observations writes", "the %s report failed: %v", o.format.Name, p)
		}
	}()
	options := reporter.Options{Verbose: f.verbose}
	if o.path == "" {
		options = w.onStdout(f)
	}
	var content bytes.Buffer
	if err := write(o, &content, options); err != nil {
		return &usageError{text: fmt.Sprintf("the %s report could not be made", o.format.Name), err: err, hint: "the other formats do not depend on it: swcheck help report convert"}
	}
	if err := deliver(w.out, o, content.Bytes()); err != nil || o.format.Name != "github" {
		return err
	}
	return w.summarise(write)
}

// onStdout returns how reports look on stdout.
func (w *world) onStdout(f *outputFlags) reporter.Options {
	columns, lines := terminalSize(w.out)
	return reporter.Options{Verbose: f.verbose, Color: w.colour(f.noColour), Links: w.links(), Width: columns, Height: lines}
}

func deliver(stdout io.Writer, o output, content []byte) error {
	if o.path == "" {
		_, err := stdout.Write(content)
		return cannotWrite(o.format.Name+" report", "stdout", err)
	}
	err := os.WriteFile(o.path, content, 0o666)
	if err != nil && isUnread(err) {
		return errUnread // such as of /dev/stdout
	}
	return cannotWrite(o.format.Name+" report", o.path, err)
}

// tells reports whether the output tells the verdict on stdout.
func (o output) tells() bool { return o.path == "" && !o.temporary && o.format.Name == "text" }

// cannotWrite words the error of a write, or returns nil where there is none.
func cannotWrite(what, where string, err error) error {
	if err == nil {
		return nil
	}
	return &usageError{
		text: fmt.Sprintf("the %s could not be written to %s", what, where),
		err:  withoutPath(err),
		hint: writeHint(err),
	}
}

// writeHint tells what to do about a file that cannot be written.
func writeHint(err error) string {
	switch {
	case errors.Is(err, syscall.EISDIR):
		return "name a file, not a folder"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "name a file that you may write to"
	case errors.Is(err, syscall.ENOSPC):
		return "make room there, or write it elsewhere"
	}
	return "name a file in a folder that exists and that you may write to"
}
