package finding

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// A Document is what a JSON report holds: audits, or scenarios that were run.
type Document struct {
	Audits    []Report
	Scenarios *ScenarioReport // nil: it holds audits
}

// ReadError tells that something is no report, or none that this version
// understands.
type ReadError struct {
	Reason string
	Err    error
	hint   string
}

func (e *ReadError) Error() string {
	if e.Err != nil {
		return e.Reason + ": " + e.Err.Error()
	}
	return e.Reason
}

func (e *ReadError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *ReadError) Hint() string { return e.hint }

const (
	reportHint = "give a file that --format json=FILE has written"
	halfHint   = "the run that wrote it was ended before it could: run it again"
)

// Read reads a JSON report of either kind, of one target or of several. Counts
// and verdicts are derived from the outcomes anew. Its error is a [*ReadError].
func Read(content []byte) (Document, error) {
	if bytes.HasPrefix(content, []byte("\xff\xfe")) || bytes.HasPrefix(content, []byte("\xfe\xff")) {
		return Document{}, &ReadError{Reason: "the file is UTF-16, and JSON is UTF-8", hint: "have it written with --format json=FILE: > in an older PowerShell writes UTF-16"}
	}
	return read(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))) // editors write it before UTF-8
}

func read(content []byte) (Document, error) {
	var head struct {
		SchemaVersion       *int
		ObservationsVersion *int
		DiffVersion         *int
		Reports             []json.RawMessage
		Results, Scenarios  json.RawMessage
	}
	if err := decode(content, &head); err != nil {
		return Document{}, err
	}
	switch {
	case head.ObservationsVersion != nil:
		return Document{}, &ReadError{Reason: "these are saved observations, and no report", hint: "swcheck judge FILE --format json=report.json makes a report of them"}
	case head.DiffVersion != nil:
		return Document{}, &ReadError{Reason: "this is what swcheck report diff writes, and no report", hint: reportHint}
	case head.SchemaVersion == nil:
		return Document{}, &ReadError{Reason: "JSON, but no report: schemaVersion is missing", hint: reportHint}
	case *head.SchemaVersion != SchemaVersion:
		return Document{}, &ReadError{
			Reason: fmt.Sprintf("a report of schema version %d, and this swcheck reads version %d", *head.SchemaVersion, SchemaVersion),
			hint:   "use the swcheck that wrote it, or make the report anew with this one",
		}
	case head.Reports != nil:
		return readSeveral(head.Reports)
	case head.Scenarios != nil:
		report := &ScenarioReport{}
		return Document{Scenarios: report}, readInto(report, content)
	case head.Results != nil:
		var report Report
		err := readInto(&report, content)
		return Document{Audits: []Report{report}}, err
	}
	return Document{}, &ReadError{Reason: "JSON, but no report: it has neither results nor scenarios", hint: reportHint}
}

// readInto reads one report, which is checked and concluded anew.
func readInto(report interface {
	check() error
	Conclude()
}, content []byte) error {
	if err := decode(content, report); err != nil {
		return err
	}
	if err := report.check(); err != nil {
		return err
	}
	report.Conclude()
	return nil
}

func readSeveral(parts []json.RawMessage) (Document, error) {
	var all Document
	for i, part := range parts {
		var inside struct{ Reports, Scenarios json.RawMessage }
		err := decode(part, &inside)
		switch {
		case err != nil:
		case inside.Reports != nil:
			err = &ReadError{Reason: "it holds reports itself, and only one report may stand there", hint: reportHint}
		case inside.Scenarios != nil:
			err = &ReadError{Reason: "it holds scenarios, which stand in a report of their own", hint: reportHint}
		}
		var d Document
		if err == nil {
			d, err = read(part)
		}
		if err != nil {
			return Document{}, &ReadError{Reason: fmt.Sprintf("report %d of %d", i+1, len(parts)), Err: err, hint: hintOf(err)}
		}
		all.Audits = append(all.Audits, d.Audits...)
	}
	return all, nil
}

func hintOf(err error) string {
	var read *ReadError
	if errors.As(err, &read) {
		return read.hint
	}
	return ""
}

// decode is json.Unmarshal with errors for people.
func decode(content []byte, into any) error {
	err := json.Unmarshal(content, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case len(bytes.TrimSpace(content)) == 0:
		return &ReadError{Reason: "the file is empty", hint: halfHint}
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(content)):
		return &ReadError{Reason: "the JSON ends in the middle", hint: halfHint}
	case errors.As(err, &syntax):
		return &ReadError{Reason: "this is no JSON, in line " + line(content, syntax.Offset), Err: err, hint: reportHint}
	case errors.As(err, &kind):
		return &ReadError{Reason: fmt.Sprintf("this is no report: %s is %s, in line %s", cmp.Or(kind.Field, "it"), withArticle(kind.Value), line(content, kind.Offset)), hint: reportHint}
	}
	return &ReadError{Reason: "this is no report", Err: err, hint: reportHint}
}

// withArticle puts the article before what JSON calls a value.
func withArticle(value string) string {
	if strings.HasPrefix(value, "array") || strings.HasPrefix(value, "object") {
		return "an " + value
	}
	return "a " + value
}

// line is where a byte stands.
func line(content []byte, offset int64) string {
	return fmt.Sprint(1 + bytes.Count(content[:min(int(offset), len(content))], []byte("\n")))
}
