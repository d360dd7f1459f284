package main

import (
	"errors"

	"github.com/swcheck/swcheck/finding"
)

// The exit codes are a contract with scripts and CI systems: they are extended,
// never changed. Within one report a finding counts first: it is one, whatever
// else could not be judged. Of several reports, and of the errors beside them,
// such as a time that was over or an output that could not be written, the
// highest code is returned.
const (
	// exitOK: judged, and nothing was found at or above --fail-on.
	exitOK = 0
	// exitFindings: findings at or above --fail-on, also where not all could be
	// judged.
	exitFindings = 1
	// exitUsage: the call itself is wrong and has to be changed: a flag, an
	// argument, a file that cannot be read or an output that cannot be written.
	exitUsage = 2
	// exitNotJudged: it could not be judged: no browser, the target cannot be
	// reached, the harness cannot be trusted here, or the time was over before
	// all was judged.
	exitNotJudged = 3
	// exitInterrupted: Ctrl-C or SIGTERM, 128 + SIGINT by the custom of shells.
	exitInterrupted = 130
	// exitUnread: whoever read the output has gone, 128 + SIGPIPE.
	exitUnread = 141
)

// exitTable is shown by help and docs.
const exitTable = `Exit codes:
  0    judged, nothing at or above --fail-on
  1    findings at or above --fail-on
  2    wrong usage: flags, arguments, configuration, unreadable files,
       unwritable outputs
  3    could not judge: no browser, target unreachable, harness not
       trustworthy, time over
  130  interrupted; what was seen until then is reported as partial
  141  nobody reads the output any more, as after | head; all was stopped`

// A concluded error carries an exit code for something that was already told:
// a report with findings, an error that was printed beside other results.
type concluded struct{ code int }

func (concluded) Error() string { return "" }

// conclude returns the error that ends the program with the code, or nil.
func conclude(code int) error {
	if code == exitOK {
		return nil
	}
	return concluded{code}
}

// exitCode returns the code that an error ends the program with.
func exitCode(err error) int {
	var done concluded
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &done):
		return done.code
	case errors.Is(err, errUnread):
		return exitUnread
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case errors.As(err, &usage):
		return exitUsage
	}
	return exitNotJudged
}

// exitOf returns the code that a report alone leads to. A partial report
// without findings is not good news, it is no news.
func exitOf(r finding.Report, failOn string) int {
	switch {
	case fails(r, failOn):
		return exitFindings
	case r.Partial, r.Verdict == finding.VerdictInconclusive:
		return exitNotJudged
	}
	return exitOK
}

// exitOfScenarios returns the code that a report of scenarios alone leads to.
func exitOfScenarios(r finding.ScenarioReport) int {
	switch {
	case r.Verdict == finding.VerdictFail:
		return exitFindings
	case r.Partial, r.Verdict == finding.VerdictInconclusive:
		return exitNotJudged
	}
	return exitOK
}

// The values of --fail-on.
const (
	failOnError   = "error"
	failOnWarning = "warning"
	failOnNever   = "never"
)

func fails(r finding.Report, failOn string) bool {
	for _, res := range r.Failures() {
		if reaches(res.Severity, failOn) {
			return true
		}
	}
	return false
}

// reaches reports whether a finding is severe enough for --fail-on.
func reaches(severity finding.Severity, failOn string) bool {
	return failOn != failOnNever && (severity == finding.Error || severity == finding.Warning && failOn == failOnWarning)
}
