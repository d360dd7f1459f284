package serve

import (
	"fmt"
	"time"
)

// AnswersAlreadyError tells that something listens where the site is to be
// started.
type AnswersAlreadyError struct{ URL string }

func (e *AnswersAlreadyError) Error() string {
	return fmt.Sprintf("serve: something answers at %s already, before the command was started", e.URL)
}

// Hint tells what to do.
func (e *AnswersAlreadyError) Hint() string {
	return "stop what runs there, or write reuse: true below serve to audit that"
}

// DiedError tells that the command ended by itself.
type DiedError struct {
	Command  string
	How      string // such as "exit status 1"
	NotFound bool   // the shell could not find the program
	Output   string // its last lines with a heading, or ""
}

func (e *DiedError) Error() string {
	return fmt.Sprintf("serve: the command %q ended (%s)%s", e.Command, e.How, e.Output)
}

// Hint tells what to do.
func (e *DiedError) Hint() string {
	switch {
	case e.NotFound:
		return "install the program, or mend the command; it runs in the folder of the configuration file"
	case e.How == "exit status 0":
		return "the command must stay in the foreground as long as the site runs, so that it can be stopped"
	}
	return "run the command by hand and mend what it says"
}

// NeverReadyError tells that the site did not answer in time.
type NeverReadyError struct {
	Command string
	URL     string
	After   time.Duration
	Err     error // of the last attempt
	Output  string
}

func (e *NeverReadyError) Error() string {
	return fmt.Sprintf("serve: %s did not answer within %s of the start of %q: %v%s", e.URL, e.After, e.Command, e.Err, e.Output)
}

func (e *NeverReadyError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *NeverReadyError) Hint() string {
	return "look whether ready is the address at which the command serves, or give it longer with timeout below serve"
}

// FailedError tells that a command that was to end well did not.
type FailedError struct {
	What    string // such as "deploy.command"
	Command string
	How     string // such as "exit status 1", or "not done after 1m0s"
	Output  string
}

func (e *FailedError) Error() string {
	return fmt.Sprintf("%s: %q failed (%s)%s", e.What, e.Command, e.How, e.Output)
}

// Hint tells what to do.
func (e *FailedError) Hint() string {
	return "run the command by hand in the folder of the configuration file, and mend what it says"
}
