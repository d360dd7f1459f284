package finding

// Severity is how bad it is for visitors when a rule fails.
type Severity string

// The severities, worst first.
const (
	Error       Severity = "error"
	Warning     Severity = "warning"
	Information Severity = "information"
)

// Rank orders severities: 0 is the worst.
func (s Severity) Rank() int {
	switch s {
	case Error:
		return 0
	case Warning:
		return 1
	}
	return 2
}

// A Rule is what the catalogue says of a rule: its meta. Help, reports and the
// rule pages are printed from it.
type Rule struct {
	ID       string   `json:"id"` // category/name, the name of its file
	Severity Severity `json:"severity"`

	Title    string `json:"title"`            // when it passes: what holds
	Failed   string `json:"failed"`           // when it fails: what is wrong, in the same words
	Why      string `json:"why"`              // what it means for visitors
	Detected string `json:"detected"`         // how swcheck sees it
	Fix      string `json:"fix"`              // what to do, one to three sentences
	Before   string `json:"before,omitempty"` // code that fails
	After    string `json:"after,omitempty"`  // code that passes

	References []string `json:"references,omitempty"` // URLs of specifications and guides

	// Needs names the experiments whose observations the rule reads
	// (first-visit, return-visit, offline, without-worker). A rule whose
	// experiments are not part of the profile is not run.
	Needs []string `json:"needs"`
}
