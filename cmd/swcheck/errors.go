package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// A usageError tells that the call itself is wrong.
type usageError struct {
	text string
	hint string
	err  error
}

func (e *usageError) Error() string {
	switch {
	case e.err == nil:
		return e.text
	case e.text == "":
		return e.err.Error()
	}
	return e.text + ": " + e.err.Error()
}

func (e *usageError) Unwrap() error { return e.err }
func (e *usageError) Hint() string  { return e.hint }

// wrongUsage makes a usage error. The hint says what to do, without a stop.
func wrongUsage(hint, format string, args ...any) error {
	return &usageError{text: fmt.Sprintf(format, args...), hint: hint}
}

// printError prints any error for people: what happened, then a hint what to
// do where the error, or one that it wraps, has one. Text that a site chose
// cannot move the cursor. On a terminal no word is broken at its edge; elsewhere
// each stays one line, to be searched and cut by programs.
func printError(w io.Writer, err error) {
	var done concluded
	if errors.As(err, &done) || errors.Is(err, errUnread) {
		return // told already, or to nobody
	}
	if errors.Is(err, errInterrupted) {
		err = errInterrupted
	}
	text, hint, _ := strings.Cut(err.Error(), "\nhint: ")
	if hint == "" {
		hint = cmp.Or(hintOf(err), lastHint(err))
	}
	said := labelError + printableLines(text)
	if hint != "" {
		said += "\n" + labelHint + printableLines(hint)
	}
	io.WriteString(w, wrappedError(said, width(w))+"\n")
}

const (
	labelError = "swcheck: "
	labelHint  = "hint: "
)

// wrappedError breaks the lines of an error for a terminal of so many columns; 0
// is none. Excerpts, which begin with blanks, stay as they are: what points at a
// place in them would point elsewhere.
func wrappedError(said string, columns int) string {
	p := &page{columns: columns}
	lines := strings.Split(said, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, " ") {
			continue
		}
		label := ""
		for _, l := range []string{labelError, labelHint} {
			if strings.HasPrefix(line, l) {
				label = l
			}
		}
		lines[i] = p.behind(label, line[len(label):])
	}
	return strings.Join(lines, "\n")
}

// lastHint is for errors for which nobody thought of better advice. Who pressed
// Ctrl-C needs none.
func lastHint(err error) string {
	switch exitCode(err) {
	case exitInterrupted:
		return ""
	case exitUsage:
		return "swcheck help COMMAND tells how a command is called"
	}
	return "swcheck doctor tells whether audits are possible here"
}

// hintOf returns what an error, or one that it wraps, advises; "" if nothing.
func hintOf(err error) string {
	var advised interface{ Hint() string }
	if !errors.As(err, &advised) {
		return ""
	}
	return advised.Hint()
}

// withoutPath drops the operation and path of a file error, for messages that
// name the file already.
func withoutPath(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}
