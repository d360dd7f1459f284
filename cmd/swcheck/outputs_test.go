package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
)

func TestBrokenFormatsDoNotHideTheOthers(t *testing.T) {
	good := filepath.Join(t.TempDir(), "good")
	format := func(name string, write func(io.Writer) error) reporter.Format {
		return reporter.Format{Name: name, Write: func(w io.Writer, _ []finding.Report, _ reporter.Options) error { return write(w) }}
	}
	outputs := []output{
		{format: format("panics", func(io.Writer) error { panic("no such page") }), path: good + ".1"},
		{format: format("fails", func(io.Writer) error { return errors.New("no template") }), path: good + ".2"},
		{format: format("works", func(w io.Writer) error { _, err := io.WriteString(w, "a report"); return err }), path: good},
	}
	var stderr bytes.Buffer
	w := &world{out: io.Discard, err: &stderr, env: os.LookupEnv}
	if code := w.writeReports(outputs, []finding.Report{{}}, &outputFlags{}); code != exitUsage {
		t.Errorf("exit code %d, not %d", code, exitUsage)
	}
	if content, err := os.ReadFile(good); err != nil || string(content) != "a report" {
		t.Errorf("the good report: %q, %v", content, err)
	}
	for _, want := range []string{"the panics report failed: no such page", "the fails report could not be made: no template"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("stderr lacks %q:\n%s", want, &stderr)
		}
	}
}

func TestOutputs(t *testing.T) {
	for name, c := range map[string]struct {
		flags outputFlags
		want  string // NAME>PATH of each output
	}{
		"nothing said":       {outputFlags{}, "text>"},
		"a file for text":    {outputFlags{file: "a.txt"}, "text>a.txt"},
		"one on stdout":      {outputFlags{formats: []string{"json"}}, "json>"},
		"one in a file":      {outputFlags{formats: []string{"json"}, file: "a.json"}, "json>a.json text>"},
		"quiet":              {outputFlags{formats: []string{"json=a.json"}, quiet: true}, "json>a.json"},
		"several":            {outputFlags{formats: []string{"json=a.json", "junit=a.xml"}}, "json>a.json junit>a.xml text>"},
		"one of them stdout": {outputFlags{formats: []string{"json", "junit=a.xml"}}, "json> junit>a.xml"},
		"a dash is stdout":   {outputFlags{formats: []string{"json=-"}}, "json>"},
	} {
		flags := reportFlags{outputFlags: c.flags, failOn: failOnError}
		outputs, err := flags.outputs()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, o := range outputs {
			got = append(got, o.format.Name+">"+o.path)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %v, want %s", name, got, c.want)
		}
	}
}
