package finding

// Outcome is what a rule says.
type Outcome string

// The outcomes.
const (
	Pass          Outcome = "pass"
	Fail          Outcome = "fail"
	NotApplicable Outcome = "not-applicable" // there is nothing here that the rule speaks of
	Inconclusive  Outcome = "inconclusive"   // it could not be observed; never a pass
)

// A Verdict is what one rule says of one target, before it is joined with the
// rule's meta to a [Result].
type Verdict struct {
	Outcome  Outcome
	Severity Severity // where it differs from the rule's own; else ""
	Message  string   // one or two sentences with the facts: the URL, the cache, the count
	Evidence []Evidence
	Pages    []PageOutcome // for rules that judge page by page, in the order of the visits
}

// Passed returns the verdict that all is well.
func Passed(message string) Verdict { return Verdict{Outcome: Pass, Message: message} }

// Failing returns the verdict that something is wrong, with its evidence.
func Failing(message string, evidence ...Evidence) Verdict {
	return Verdict{Outcome: Fail, Message: message, Evidence: evidence}
}

// DoesNotApply returns the verdict that there is nothing to judge, and why.
func DoesNotApply(reason string) Verdict { return Verdict{Outcome: NotApplicable, Message: reason} }

// CannotTell returns the verdict that it could not be observed, and why.
func CannotTell(reason string, evidence ...Evidence) Verdict {
	return Verdict{Outcome: Inconclusive, Message: reason, Evidence: evidence}
}

// EvidenceKind tells what an evidence points at.
type EvidenceKind string

// The kinds of evidence.
const (
	OfExchange   EvidenceKind = "exchange"    // one request on the wire
	OfVisit      EvidenceKind = "visit"       // a page as it was shown
	OfRequest    EvidenceKind = "request"     // a request of a page, and who answered
	OfCacheEntry EvidenceKind = "cache-entry" // a stored response
	OfConsole    EvidenceKind = "console"     // a message of page or worker
	OfWorker     EvidenceKind = "worker"      // a registration or a version of it
	OfProbe      EvidenceKind = "probe"       // a plain request outside the browser
	OfScreenshot EvidenceKind = "screenshot"
)

// Evidence is one thing that was seen and that a verdict rests on.
type Evidence struct {
	Kind     EvidenceKind `json:"kind"`
	URL      string       `json:"url,omitempty"`
	Cache    string       `json:"cache,omitempty"`    // name of the cache, for cache entries
	Text     string       `json:"text"`               // what was seen, one line
	Exchange int          `json:"exchange,omitempty"` // number of the exchange in the session's log
}

// PageOutcome is what a rule says of one page.
type PageOutcome struct {
	URL     string  `json:"url"`
	Outcome Outcome `json:"outcome"`
	Message string  `json:"message,omitempty"`
}
