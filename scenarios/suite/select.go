package suite

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/suggest"
)

// A Selection says which scenarios are run. The zero value is all of them.
type Selection struct {
	Tags []string       // scenarios with one of these tags, and with none of those that begin with !
	Grep *regexp.Regexp // matches the name; nil: all
	// Shard is the part of Shards, from 1, that is run; 0: all. Each scenario is
	// in one part, which depends on its position alone.
	Shard, Shards int
}

// Select returns the suite with the selected scenarios. It is a
// [*SelectionError] when there is none.
func (s *Suite) Select(sel Selection) (*Suite, error) {
	if err := s.knows(sel.Tags); err != nil {
		return nil, err
	}
	picked := *s
	picked.Scenarios = nil
	for _, scenario := range s.Scenarios {
		if fits(sel.Tags, scenario.Tags) && (sel.Grep == nil || sel.Grep.MatchString(scenario.Name)) {
			picked.Scenarios = append(picked.Scenarios, scenario)
		}
	}
	if len(picked.Scenarios) == 0 {
		return nil, &SelectionError{
			What:   fmt.Sprintf("no scenario is selected of the %d that there are", len(s.Scenarios)),
			Advice: "--list prints their names and tags; --grep is a regular expression that is searched in the name, as in --grep 'talk.*tunnel'",
		}
	}
	return &picked, picked.shard(sel.Shard, sel.Shards)
}

func (s *Suite) shard(shard, shards int) error {
	if shards == 0 {
		return nil
	}
	whole := len(s.Scenarios)
	var mine []Scenario
	for i, scenario := range s.Scenarios {
		if i%shards == shard-1 {
			mine = append(mine, scenario)
		}
	}
	s.Shard = &finding.Shard{Part: shard, Of: shards}
	if s.Scenarios = mine; len(mine) > 0 {
		return nil
	}
	return &SelectionError{
		What:   fmt.Sprintf("nothing is left for part %d of %d: there are %d scenarios", shard, shards, whole),
		Advice: fmt.Sprintf("share them among %d jobs at most", whole),
	}
}

// fits reports whether the tags are as they are asked for.
func fits(asked, tags []string) bool {
	wants, has := false, false
	for _, a := range asked {
		if unwanted, not := strings.CutPrefix(a, "!"); not {
			if slices.Contains(tags, unwanted) {
				return false
			}
			continue
		}
		wants = true
		has = has || slices.Contains(tags, a)
	}
	return has || !wants
}

// knows refuses a tag that no scenario has: what was meant would not be run. To
// leave out what is not there is fine.
func (s *Suite) knows(asked []string) error {
	var known []string
	for _, scenario := range s.Scenarios {
		known = union(known, scenario.Tags)
	}
	for _, tag := range asked {
		if strings.HasPrefix(tag, "!") || slices.Contains(known, tag) {
			continue
		}
		otherwise := "no scenario has a tag"
		if len(known) > 0 {
			slices.Sort(known)
			otherwise = "there are " + strings.Join(known, ", ")
		}
		return &SelectionError{What: fmt.Sprintf("no scenario has the tag %q", tag), Advice: suggest.Hint(tag, known, otherwise)}
	}
	return nil
}
