package finding

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
)

// MergeError tells why reports are no parts of one.
type MergeError struct {
	Reason string
	hint   string
}

func (e *MergeError) Error() string { return e.Reason }

// Hint tells what to do.
func (e *MergeError) Hint() string { return e.hint }

const (
	twiceHint = "name each file once; a report that was merged before may lie beside its parts"
	apartHint = "merge what belongs to one target, and the others apart"
)

// Merge makes one document of several of one kind.
func Merge(parts []Document) (Document, error) {
	var audits [][]Report
	var scenarios []ScenarioReport
	for _, part := range parts {
		audits = append(audits, part.Audits)
		if part.Scenarios != nil {
			scenarios = append(scenarios, *part.Scenarios)
		}
	}
	if len(scenarios) > 0 {
		whole, err := MergeScenarios(scenarios)
		return Document{Scenarios: &whole}, err
	}
	all, err := MergeAudits(audits...)
	return Document{Audits: all}, err
}

// MergeAudits returns all audits, in the order given. Its error is a
// [*MergeError]: one of them is there twice.
func MergeAudits(parts ...[]Report) ([]Report, error) {
	all := slices.Concat(parts...)
	for i, r := range all {
		same := func(other Report) bool {
			return other.Target == r.Target && other.Profile == r.Profile && other.StartedAt.Equal(r.StartedAt)
		}
		if slices.ContainsFunc(all[:i], same) {
			return nil, &MergeError{Reason: "the audit of " + r.Target + " is there twice", hint: twiceHint}
		}
	}
	return all, nil
}

// MergeScenarios makes one report of the shards of a run: scenarios in the
// order of file and line, their durations added, partial where one is or where
// one is missing. Its error is a [*MergeError]: they are of different targets or
// runs, or a part or a scenario is there twice.
func MergeScenarios(parts []ScenarioReport) (ScenarioReport, error) {
	if len(parts) == 0 {
		return ScenarioReport{}, &MergeError{Reason: "there is nothing to merge", hint: reportHint}
	}
	missing, err := missingShards(parts)
	if err != nil {
		return ScenarioReport{}, err
	}
	all := parts[0]
	all.Shard, all.Notes, all.Scenarios = nil, nil, []Scenario{}
	all.DurationMs = 0
	for _, part := range parts {
		if !sameSite(all.Target, part.Target) {
			return ScenarioReport{}, &MergeError{Reason: fmt.Sprintf("one report is of %s, another of %s", all.Target, part.Target), hint: apartHint}
		}
		if part.StartedAt.Before(all.StartedAt) {
			all.StartedAt = part.StartedAt
		}
		all.DurationMs += part.DurationMs
		all.Partial = all.Partial || part.Partial
		for _, note := range part.Notes {
			if !slices.Contains(all.Notes, note) {
				all.Notes = append(all.Notes, note)
			}
		}
	}
	all.Partial = all.Partial || missing != ""
	all.Notes = append(all.Notes, remarks(missing, parts)...)
	all.Scenarios = dealtBack(parts)
	slices.SortStableFunc(all.Scenarios, func(a, b Scenario) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	if s := twice(all.Scenarios); s != nil {
		return ScenarioReport{}, &MergeError{Reason: fmt.Sprintf("the scenario %q of %s, line %d, is there twice", s.Name, s.File, s.Line), hint: twiceHint}
	}
	all.Conclude()
	return all, nil
}

// dealtBack takes from each shard in turn, as the scenarios were dealt out: so
// the cells of a matrix, which stand in one line, come back into their order.
func dealtBack(parts []ScenarioReport) []Scenario {
	all := []Scenario{}
	for i, more := 0, true; more; i++ {
		more = false
		for _, part := range parts {
			if i < len(part.Scenarios) {
				all = append(all, part.Scenarios[i])
				more = true
			}
		}
	}
	return all
}

// twice returns a scenario that is there for the second time; nil if none is.
func twice(all []Scenario) *Scenario {
	type place struct {
		file, name string
		line       int
	}
	seen := map[place]bool{}
	for i, s := range all {
		at := place{s.File, s.Name, s.Line}
		if seen[at] {
			return &all[i]
		}
		seen[at] = true
	}
	return nil
}

// sameSite reports whether two targets differ in nothing but their port: shards
// on different machines may each have started the site on a port that was free.
func sameSite(a, b string) bool {
	first, err := url.Parse(a)
	second, errSecond := url.Parse(b)
	if err != nil || errSecond != nil {
		return a == b
	}
	first.Host, second.Host = first.Hostname(), second.Hostname()
	return first.String() == second.String()
}
