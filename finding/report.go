package finding

import (
	"slices"
	"strings"
	"time"
)

// SchemaVersion is the version of the JSON report.
const SchemaVersion = 1

// Report is the result of one audit of one target.
type Report struct {
	SchemaVersion int       `json:"schemaVersion"`
	Tool          Tool      `json:"tool"`
	Browser       Browser   `json:"browser"`
	Target        string    `json:"target"`
	Profile       string    `json:"profile"`
	StartedAt     time.Time `json:"startedAt"`
	DurationMs    float64   `json:"durationMs"`
	Partial       bool      `json:"partial"` // interrupted or out of time; Notes say why
	Notes         []string  `json:"notes,omitempty"`

	Verdict VerdictWord `json:"verdict"`
	Counts  Counts      `json:"counts"`
	Worker  Worker      `json:"worker"`
	Caches  []Cache     `json:"caches"`

	MoreCaches int `json:"moreCaches,omitempty"` // beyond those listed

	// What was still stored when the first user had logged out; absent where
	// nobody did.
	UserCaches []Cache `json:"userCaches,omitempty"`

	Pages   []Page   `json:"pages"`
	Offline Offline  `json:"offline"`
	Results []Result `json:"results"` // every rule of the profile, by id

	Resources     []Resource `json:"resources,omitempty"`     // of the site's own origin that pages used, by URL
	MoreResources int        `json:"moreResources,omitempty"` // beyond those listed
	Trails        []Trail    `json:"trails,omitempty"`        // of the URLs that were to be explained, in that order

	// What a report shows that can be looked around in: the trails of the pages,
	// of what they used and of what the caches hold, by URL, and the life of the
	// worker in single sessions. Absent where nobody asked for it.
	ResourceTrails     []Trail    `json:"resourceTrails,omitempty"`
	MoreResourceTrails int        `json:"moreResourceTrails,omitempty"` // beyond those listed
	Timelines          []Timeline `json:"timelines,omitempty"`
}

// Tool names the program that made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Browser tells which browser the report was made with.
type Browser struct {
	Product string `json:"product"`
	Path    string `json:"path"`
	Sandbox bool   `json:"sandbox"`
}

// VerdictWord is the report in one word.
type VerdictWord string

// The verdicts of a report.
const (
	VerdictPass         VerdictWord = "pass"
	VerdictWarn         VerdictWord = "warn" // no error failed, a warning did
	VerdictFail         VerdictWord = "fail" // a rule of severity error failed
	VerdictInconclusive VerdictWord = "inconclusive"
)

// Counts are the numbers of results by outcome.
type Counts struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	NotApplicable int `json:"notApplicable"`
	Inconclusive  int `json:"inconclusive"`

	Known int `json:"known,omitempty"` // of those that failed: the baseline knows them
}

// Worker is the service worker of the target's start page.
type Worker struct {
	Registered         bool   `json:"registered"`
	Scope              string `json:"scope,omitempty"`
	ScriptURL          string `json:"scriptURL,omitempty"`
	State              string `json:"state,omitempty"`
	ControlsFirstVisit bool   `json:"controlsFirstVisit"`
	FetchHandler       bool   `json:"fetchHandler"`

	// Unknown names those of the fields above, as they are called in JSON, of
	// which nothing was seen: their values say nothing.
	Unknown []string `json:"unknown,omitempty"`
}

// The fields of a worker of which it may be that nothing was seen.
const (
	WorkerRegistered         = "registered"
	WorkerControlsFirstVisit = "controlsFirstVisit"
	WorkerFetchHandler       = "fetchHandler"
)

// Cache is one cache of Cache Storage.
type Cache struct {
	Name      string       `json:"name"`
	Entries   []CacheEntry `json:"entries"`
	Truncated int          `json:"truncated,omitempty"` // entries beyond those listed
}

// CacheEntry is one stored response.
type CacheEntry struct {
	URL      string `json:"url"`
	Method   string `json:"method"`
	Status   int    `json:"status"`
	Type     string `json:"type"`
	Bytes    int64  `json:"bytes"` // -1 when unknown
	Exchange int    `json:"exchange,omitempty"`
	Build    string `json:"build,omitempty"` // that was served when it was fetched
	User     string `json:"user,omitempty"`  // who was logged in then; absent for nobody
}

// Shows tells what a visitor sees.
type Shows string

// What a visit can show.
const (
	ShowsPage     Shows = "page"     // the real page
	ShowsFallback Shows = "fallback" // the site's own offline page
	ShowsShell    Shows = "shell"    // an app shell without this page's content
	ShowsOther    Shows = "other"    // another page's content
	ShowsError    Shows = "error"    // the browser's error page
	ShowsBlank    Shows = "blank"
)

// Strategy is how the worker was seen to answer for a URL.
type Strategy string

// The strategies.
const (
	NetworkOnly          Strategy = "network-only"
	NetworkFirst         Strategy = "network-first"
	CacheFirst           Strategy = "cache-first"
	CacheOnly            Strategy = "cache-only"
	StaleWhileRevalidate Strategy = "stale-while-revalidate"
	Generated            Strategy = "generated"    // the worker's code makes the response
	PassThrough          Strategy = "pass-through" // the worker forwards and keeps no copy
	Unhandled            Strategy = "unhandled"    // no worker answered
)

// Page is one page as it was seen online and offline.
type Page struct {
	URL      string      `json:"url"`
	Online   PageOnline  `json:"online"`
	Offline  *PageResult `json:"offline,omitempty"`
	LieFi    *PageResult `json:"lieFi,omitempty"`    // the network takes every request and answers none
	Deployed *PageResult `json:"deployed,omitempty"` // at its first load after a deploy, online
	Strategy Strategy    `json:"strategy,omitempty"`
}

// PageOnline is a page as it is online.
type PageOnline struct {
	Status   int    `json:"status"`
	ServedBy string `json:"servedBy"`
	Title    string `json:"title"`
	Ready    bool   `json:"ready"`

	Picture   *Picture  `json:"picture,omitempty"`   // where pictures were asked for
	NoPicture NoPicture `json:"noPicture,omitempty"` // why there is none then
}

// PageResult is a page as it is under a fault.
type PageResult struct {
	Status   int             `json:"status"`
	ServedBy string          `json:"servedBy"`
	Cache    string          `json:"cache,omitempty"`
	Title    string          `json:"title"`
	Ready    bool            `json:"ready"`
	Shows    Shows           `json:"shows"`
	Error    string          `json:"error,omitempty"`
	Failed   []FailedRequest `json:"failed,omitempty"`

	FirstContentMs float64   `json:"firstContentMs,omitempty"` // from the start of the visit until something was painted
	Age            Age       `json:"age,omitempty"`            // after a deploy
	Picture        *Picture  `json:"picture,omitempty"`        // where pictures were asked for
	NoPicture      NoPicture `json:"noPicture,omitempty"`      // why there is none then
}

// Age tells of which build a page is that is shown after a deploy.
type Age string

// The ages.
const (
	AgeFresh Age = "fresh" // nothing of it is of the former build
	AgeStale Age = "stale" // all of it, or a part
)

// FailedRequest is a request of a page that got no usable answer.
type FailedRequest struct {
	URL   string `json:"url"`
	Error string `json:"error"`
}

// Offline tells what the cut of the wire showed.
type Offline struct {
	RequestsLeaked int      `json:"requestsLeaked"` // that left the browser while it was offline
	Fallback       Fallback `json:"fallback"`
}

// Fallback is the page that stands in for pages that are not stored.
type Fallback struct {
	Present bool   `json:"present"`
	URL     string `json:"url,omitempty"`
}

// Result is what one rule said, joined with its meta.
type Result struct {
	Rule     string        `json:"rule"`
	Outcome  Outcome       `json:"outcome"`
	Severity Severity      `json:"severity"`
	Title    string        `json:"title"` // the rule's title, or its Failed text where it failed
	Message  string        `json:"message"`
	Why      string        `json:"why,omitempty"`
	Fix      string        `json:"fix,omitempty"`
	Before   string        `json:"before,omitempty"` // code that fails
	After    string        `json:"after,omitempty"`  // code that passes
	Docs     string        `json:"docs,omitempty"`   // URL of the rule's page
	Evidence []Evidence    `json:"evidence"`
	Pages    []PageOutcome `json:"pages,omitempty"`

	// Where it failed, and the run has a baseline.
	Known   *Known   `json:"known,omitempty"`   // all of it is known
	Expired *Known   `json:"expired,omitempty"` // it was known until that day, and counts again
	New     []string `json:"new,omitempty"`     // a part of it is known; these URLs are not
}

// Several is the document for several targets.
type Several struct {
	SchemaVersion int      `json:"schemaVersion"`
	Reports       []Report `json:"reports"`
}

// Join makes a result from a rule's meta and its verdict.
func Join(rule Rule, v Verdict) Result {
	r := Result{
		Rule: rule.ID, Outcome: v.Outcome, Severity: rule.Severity, Title: rule.Title,
		Message: v.Message, Evidence: v.Evidence, Pages: v.Pages,
		Docs: "https://github.com/swcheck/swcheck/blob/main/docs/rules/" + rule.ID + ".md",
	}
	if v.Severity != "" {
		r.Severity = v.Severity
	}
	if v.Outcome == Fail {
		r.Title, r.Why, r.Fix = rule.Failed, rule.Why, rule.Fix
		r.Before, r.After = rule.Before, rule.After
	}
	if r.Evidence == nil {
		r.Evidence = []Evidence{}
	}
	return r
}

// Conclude sorts the results and derives counts and verdict from them. What a
// baseline knows is counted, and does not make the verdict.
func (r *Report) Conclude() {
	slices.SortFunc(r.Results, func(a, b Result) int { return strings.Compare(a.Rule, b.Rule) })
	r.Counts = Counts{}
	r.Verdict = VerdictInconclusive
	judged, failed := false, Severity("")
	for _, res := range r.Results {
		switch res.Outcome {
		case Pass:
			r.Counts.Pass++
			judged = true
		case Fail:
			r.Counts.Fail++
			judged = true
			if res.IsKnown() {
				r.Counts.Known++
				continue
			}
			if failed == "" || res.Severity.Rank() < failed.Rank() {
				failed = res.Severity
			}
		case NotApplicable:
			r.Counts.NotApplicable++
		case Inconclusive:
			r.Counts.Inconclusive++
		}
	}
	switch {
	case failed == Error:
		r.Verdict = VerdictFail
	case failed == Warning:
		r.Verdict = VerdictWarn
	case judged:
		r.Verdict = VerdictPass
	}
}

// Informations counts the failures that only inform: they are no reason to say
// that something failed, and the verdict does not know of them.
func (r Report) Informations() int {
	count := 0
	for _, res := range r.Failures() {
		if res.Severity == Information {
			count++
		}
	}
	return count
}

// Failures returns the results that failed and that no baseline knows, worst
// first, then by id.
func (r Report) Failures() []Result {
	var failed []Result
	for _, res := range r.Results {
		if res.Outcome == Fail && !res.IsKnown() {
			failed = append(failed, res)
		}
	}
	slices.SortStableFunc(failed, func(a, b Result) int { return a.Severity.Rank() - b.Severity.Rank() })
	return failed
}
