package finding

import "time"

// ScenarioReport is the result of running scenarios against one target.
type ScenarioReport struct {
	SchemaVersion int       `json:"schemaVersion"`
	Tool          Tool      `json:"tool"`
	Browser       Browser   `json:"browser"`
	Target        string    `json:"target"`
	Shard         *Shard    `json:"shard,omitempty"` // that this is; nil: it is the whole run
	StartedAt     time.Time `json:"startedAt"`
	DurationMs    float64   `json:"durationMs"`
	Partial       bool      `json:"partial"` // interrupted, out of time, ended after a failure, or merged without all parts; Notes say why
	Notes         []string  `json:"notes,omitempty"`

	Verdict   VerdictWord    `json:"verdict"` // pass, fail or inconclusive
	Counts    ScenarioCounts `json:"counts"`
	Scenarios []Scenario     `json:"scenarios"` // in the order of the files
}

// A Shard is one of the parts in which several jobs share the scenarios of a
// run. Who puts them together can tell by it that one is missing.
type Shard struct {
	Part int `json:"part"` // from 1
	Of   int `json:"of"`
}

// ScenarioCounts are the numbers of scenarios by outcome.
type ScenarioCounts struct {
	Pass         int `json:"pass"`
	Fail         int `json:"fail"`
	Flaky        int `json:"flaky"`
	Inconclusive int `json:"inconclusive"`
	Skipped      int `json:"skipped"`
}

// ScenarioOutcome is what became of a scenario.
type ScenarioOutcome string

// The outcomes of a scenario.
const (
	ScenarioPassed       ScenarioOutcome = "pass"
	ScenarioFailed       ScenarioOutcome = "fail"         // an expectation failed, or a step could not be done on the page
	ScenarioFlaky        ScenarioOutcome = "flaky"        // of several runs some passed and some did not
	ScenarioInconclusive ScenarioOutcome = "inconclusive" // it could not be run, or not to its end: no browser, target unreachable, time over, interrupted
	ScenarioSkipped      ScenarioOutcome = "skipped"      // not run, or not to its end, because a run that bails had ended; Reason says so
)

// Scenario is one scenario: of one that a matrix repeats, one of its cells.
type Scenario struct {
	Name   string   `json:"name"` // with its cell of the matrix in brackets
	File   string   `json:"file"` // as it was named, with slashes
	Line   int      `json:"line"` // of its name, from 1
	Tags   []string `json:"tags,omitempty"`
	Matrix []Cell   `json:"matrix,omitempty"`

	Outcome    ScenarioOutcome `json:"outcome"`
	Reason     string          `json:"reason,omitempty"` // of inconclusive and skipped
	DurationMs float64         `json:"durationMs"`       // of all runs together
	Runs       []ScenarioTry   `json:"runs"`             // one, or as many as --repeat says
	Rerun      string          `json:"rerun,omitempty"`  // command line that runs it alone
}

// Cell is the value that one variable of a matrix has.
type Cell struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// ScenarioTry is one run of a scenario in a session of its own.
type ScenarioTry struct {
	Outcome     ScenarioOutcome  `json:"outcome"`
	DurationMs  float64          `json:"durationMs"`
	Steps       []ScenarioStep   `json:"steps"`             // those that were begun
	Failure     *ScenarioFailure `json:"failure,omitempty"` // of the step that ended it
	After       *ScenarioFailure `json:"after,omitempty"`   // of a step of after, where another had failed before
	Exchanges   []ScenarioWire   `json:"exchanges,omitempty"`
	More        int              `json:"moreExchanges,omitempty"` // before those listed
	Screenshots []Screenshot     `json:"screenshots,omitempty"`
}

// ScenarioStep is one step that was begun.
type ScenarioStep struct {
	Name       string  `json:"name"`           // of its kind, such as visit
	Text       string  `json:"text,omitempty"` // its value as it is written, on one line; secrets are not in it
	Place      string  `json:"place"`          // file:line:column
	DurationMs float64 `json:"durationMs"`
}

// ScenarioFailure tells why a scenario did not pass.
type ScenarioFailure struct {
	Step     string `json:"step,omitempty"`   // name of its kind; "" where it was no step that failed
	Place    string `json:"place,omitempty"`  // file:line:column
	Source   string `json:"source,omitempty"` // the line of the file, without secrets
	Part     string `json:"part,omitempty"`   // before or after; "" is the steps themselves
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	Key      string `json:"key,omitempty"` // of an expectation, such as title
	Expected string `json:"expected,omitempty"`
	Actual   string `json:"actual,omitempty"`

	Further []ScenarioFailure `json:"further,omitempty"` // of other keys of the same expect

	URL      string `json:"url,omitempty"`      // of what was shown
	ServedBy string `json:"servedBy,omitempty"` // who answered for it, as in PageOnline
	Cache    string `json:"cache,omitempty"`
	Exchange int    `json:"exchange,omitempty"` // that its bytes come from
}

// ScenarioWire is one exchange on the wire, as a row of a trail.
type ScenarioWire struct {
	Exchange int     `json:"exchange"` // its number
	AtMs     float64 `json:"atMs"`     // after the first exchange of the run
	Method   string  `json:"method"`
	URL      string  `json:"url"`
	Network  string  `json:"network"` // state of the wire
	Outcome  string  `json:"outcome"` // such as answered or refused
	Status   int     `json:"status,omitempty"`
	Build    string  `json:"build,omitempty"`
	User     string  `json:"user,omitempty"`
}

// Screenshot is a picture of a page.
type Screenshot struct {
	Name string `json:"name"`
	PNG  []byte `json:"png"`
}

// Conclude derives a scenario's outcome and duration from its runs.
func (s *Scenario) Conclude() {
	outcomes := map[ScenarioOutcome]int{}
	s.DurationMs = 0
	for _, run := range s.Runs {
		outcomes[run.Outcome]++
		s.DurationMs += run.DurationMs
	}
	switch {
	case outcomes[ScenarioFailed] > 0 && outcomes[ScenarioPassed] > 0:
		s.Outcome = ScenarioFlaky
	case outcomes[ScenarioFailed] > 0:
		s.Outcome = ScenarioFailed
	case outcomes[ScenarioInconclusive] > 0:
		s.Outcome = ScenarioInconclusive
	case outcomes[ScenarioPassed] > 0:
		s.Outcome = ScenarioPassed
	default:
		s.Outcome = ScenarioSkipped
	}
}

// Conclude derives counts and verdict from the scenarios. A flaky one counts as
// failed: its promise was broken. Of a partial report nobody knows that all
// would have passed.
func (r *ScenarioReport) Conclude() {
	r.Counts = ScenarioCounts{}
	for _, s := range r.Scenarios {
		switch s.Outcome {
		case ScenarioPassed:
			r.Counts.Pass++
		case ScenarioFailed:
			r.Counts.Fail++
		case ScenarioFlaky:
			r.Counts.Flaky++
		case ScenarioInconclusive:
			r.Counts.Inconclusive++
		case ScenarioSkipped:
			r.Counts.Skipped++
		}
	}
	switch {
	case r.Counts.Fail+r.Counts.Flaky > 0:
		r.Verdict = VerdictFail
	case r.Counts.Inconclusive > 0 || r.Counts.Pass == 0 || r.Partial:
		r.Verdict = VerdictInconclusive
	default:
		r.Verdict = VerdictPass
	}
}

// Failed returns the run that tells why a scenario did not pass: the first that
// failed, else the first that could not be judged; nil where there is neither.
func (s Scenario) Failed() *ScenarioTry {
	for _, outcome := range []ScenarioOutcome{ScenarioFailed, ScenarioInconclusive} {
		for i := range s.Runs {
			if s.Runs[i].Outcome == outcome {
				return &s.Runs[i]
			}
		}
	}
	return nil
}
