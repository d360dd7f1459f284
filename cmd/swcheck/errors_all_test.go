package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// These tests make every mistake that the command line knows of, with every
// command and every flag, so that one which is added later is held to it too.

var hinted = regexp.MustCompile(`(?m)^hint: \S`)

// mustRefuse calls swcheck without a browser, and holds what is said to saying
// what happened, and what to do.
func mustRefuse(t *testing.T, code int, args ...string) {
	t.Helper()
	var out, told strings.Builder
	env := func(name string) (string, bool) { return "/no/browser", name == "SWCHECK_BROWSER" }
	got := run(t.Context(), args, strings.NewReader(""), &out, &told, env)
	said := told.String()
	if got != code || !strings.Contains("\n"+said, "\nswcheck: ") || !hinted.MatchString(said) || out.Len() > 0 {
		t.Errorf("swcheck %s ends with %d, not %d, prints %q and says:\n%s", strings.Join(args, " "), got, code, out.String(), said)
	}
}

// everyCommand returns the commands of swcheck, those too that are not listed.
func everyCommand(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		all = append(all, everyCommand(sub)...)
	}
	return all
}

func TestEveryCommandRefusesWrongUsageWithAHint(t *testing.T) {
	commands := everyCommand(newRoot(&world{}))
	if len(commands) < 20 {
		t.Fatalf("there are %d commands only", len(commands))
	}
	flags := 0
	for _, cmd := range commands {
		call := strings.Fields(cmd.CommandPath())[1:]
		with := func(more ...string) []string { return slices.Concat(call, more) }
		mustRefuse(t, exitUsage, with("--no-such-flag")...)
		mustRefuse(t, exitUsage, with("-Z")...)
		if most := []string{"1", "2", "3", "4", "5"}; cmd.ValidateArgs(most) != nil {
			mustRefuse(t, exitUsage, with(most...)...)
		}
		if cmd.ValidateArgs(nil) != nil {
			mustRefuse(t, exitUsage, call...)
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			flags++
			if f.NoOptDefVal == "" {
				mustRefuse(t, exitUsage, with("--"+f.Name)...)
			}
			if f.Value.Type() != "string" && !strings.Contains(f.Value.Type(), "string") {
				mustRefuse(t, exitUsage, with("--"+f.Name+"=no such value")...)
			}
		})
	}
	if flags < 80 {
		t.Errorf("there are %d flags only", flags)
	}
}

// TestEveryRefusalHasAHint: what is wrong beyond the words of the call.
func TestEveryRefusalHasAHint(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"empty.json": "", "list.json": "[]", "other.json": `{"a": 1}`, "none.yaml": "target: 1\n", "empty/readme": "",
		"report.json": `{"schemaVersion": 1, "tool": {"name": "swcheck", "version": "0.1.0"}, "target": "http://127.0.0.1:1/", "profile": "quick", "verdict": "pass", "results": []}`,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const site = "http://127.0.0.1:1/"
	for _, call := range []struct {
		code int
		args []string
	}{
		{exitUsage, []string{"aduit"}},
		{exitUsage, []string{"localhost:8000"}},
		{exitUsage, []string{"help", "aduit"}},
		{exitUsage, []string{"help", "report", "marge"}},
		{exitUsage, []string{"help", "audit", "more"}},
		{exitUsage, []string{"completion", "tcsh"}},
		{exitUsage, []string{"report", "mrege"}},
		{exitUsage, []string{"report", "report.json"}},
		{exitUsage, []string{"audit"}},
		{exitUsage, []string{"audit", ""}},
		{exitUsage, []string{"audit", "http://"}},
		{exitUsage, []string{"audit", "http://[::1"}},
		{exitUsage, []string{"audit", "file:///index.html"}},
		{exitUsage, []string{"audit", "http://me:secret@localhost/"}},
		{exitUsage, []string{"audit", site, "--profile", "fast"}},
		{exitUsage, []string{"audit", site, "--format", "xml"}},
		{exitUsage, []string{"audit", site, "--format", "json="}},
		{exitUsage, []string{"audit", site, "--format", "json", "--format", "junit"}},
		{exitUsage, []string{"audit", site, "--only", "no/rule"}},
		{exitUsage, []string{"audit", site, "--only", "[", "--skip", "*"}},
		{exitUsage, []string{"audit", site, "--fail-on", "info"}},
		{exitUsage, []string{"audit", site, "--explain", "http://[::1"}},
		{exitUsage, []string{"audit", site, "--baseline", "missing.yaml"}},
		{exitUsage, []string{"audit", site, "--baseline", "none.yaml"}},
		{exitUsage, []string{"audit", site, "--write-baseline", "none.yaml"}},
		{exitUsage, []string{"audit", site, "--config", "missing.yaml"}},
		{exitUsage, []string{"audit", site, "--config", "none.yaml"}},
		{exitUsage, []string{"audit", site, "--config", "empty"}},
		{exitUsage, []string{"audit", site, "--deploy-to", "ftp://x"}},
		{exitUsage, []string{"audit", site, "--header", "x"}},
		{exitUsage, []string{"audit", site, "--cookie", "x"}},
		{exitUsage, []string{"audit", site, "--trace", "report.json"}},
		{exitNotJudged, []string{"audit", site}},
		{exitNotJudged, []string{"demo"}},
		{exitNotJudged, []string{"init", site}},
		{exitNotJudged, []string{"record", site}},
		{exitUsage, []string{"demo", "precach"}},
		{exitUsage, []string{"testsite", "precach"}},
		{exitUsage, []string{"init", ""}},
		{exitUsage, []string{"record", ""}},
		{exitUsage, []string{"record", site, "-o", "report.json"}},
		{exitUsage, []string{"rules", "no/rule"}},
		{exitUsage, []string{"rules", "--format", "xml"}},
		{exitUsage, []string{"run"}},
		{exitUsage, []string{"run", "missing.yaml", "--target", site}},
		{exitUsage, []string{"run", "empty", "--target", site}},
		{exitUsage, []string{"run", "none.yaml", "--target", site}},
		{exitUsage, []string{"run", "none.yaml", "--grep", "("}},
		{exitUsage, []string{"run", "none.yaml", "--shard", "3/2"}},
		{exitUsage, []string{"run", "none.yaml", "--repeat", "0"}},
		{exitUsage, []string{"judge", "missing.json"}},
		{exitUsage, []string{"judge", "empty"}},
		{exitUsage, []string{"judge", "empty.json"}},
		{exitUsage, []string{"judge", "report.json"}},
		{exitUsage, []string{"judge", "-"}},
		{exitUsage, []string{"report", "convert", "missing.json"}},
		{exitUsage, []string{"report", "convert", "empty"}},
		{exitUsage, []string{"report", "convert", "empty.json"}},
		{exitUsage, []string{"report", "convert", "list.json"}},
		{exitUsage, []string{"report", "convert", "other.json"}},
		{exitUsage, []string{"report", "convert", "-"}},
		{exitUsage, []string{"report", "convert", "report.json", "--format", "xml"}},
		{exitUsage, []string{"report", "convert", "report.json", "-q", "--format", "json=no/folder/a.json"}},
		{exitUsage, []string{"report", "convert", "report.json", "-q", "--format", "json=empty"}},
		{exitUsage, []string{"report", "merge", "report.json", "report.json"}},
		{exitUsage, []string{"report", "merge", "*.jsn"}},
		{exitUsage, []string{"docs", "report.json"}},
		{exitUsage, []string{"docs", "man", "report.json"}},
	} {
		mustRefuse(t, call.code, call.args...)
	}
}

func TestAFormatThatIsCalledOtherwiseElsewhere(t *testing.T) {
	var told strings.Builder
	run(t.Context(), []string{"run", "--format", "xml"}, nil, &told, &told, func(string) (string, bool) { return "", false })
	if want := "hint: junit is the format in XML: --format junit=report.xml\n"; !strings.HasSuffix(told.String(), want) {
		t.Errorf("it says:\n%s", told.String())
	}
}
