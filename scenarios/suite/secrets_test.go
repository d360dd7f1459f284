package suite_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// secretive are surroundings with secrets of several lengths.
var secretive = suite.Surroundings{Users: []string{"member"}, Lookup: func(name string) (string, bool) {
	value, ok := map[string]string{"SECRET_ONE": "hunter2hunter2", "SECRET_TWO": "hunter3hunter3", "SAME": "hunter2hunter2", "PIN": "987"}[name]
	return value, ok
}}

// TestSecretsAreCalledByTheirNames holds cells to be told apart without a word
// of what is secret in them.
func TestSecretsAreCalledByTheirNames(t *testing.T) {
	folder := write(t, map[string]string{"a.yaml": `
name: A door opens for $who
variables: {again: "again $SECRET_TWO"}
matrix: {who: [$SECRET_ONE, "Ms ${SECRET_TWO}", $PIN, $again, plain, $$5]}
steps: [{fill: {"#name": $who}}]
`})
	s, err := suite.Load([]string{folder}, secretive)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, who := range []string{"$SECRET_ONE", "Ms $SECRET_TWO", "$PIN", "again $SECRET_TWO", "plain", "$5"} {
		want = append(want, fmt.Sprintf("A door opens for %s [who=%s]", who, who))
	}
	if diff := cmp.Diff(want, namesOf(s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if want := []finding.Cell{{Name: "who", Value: "Ms $SECRET_TWO"}}; !slices.Equal(s.Scenarios[1].Matrix, want) {
		t.Errorf("the cell is %v", s.Scenarios[1].Matrix)
	}
	if err := s.Missing(); err != nil {
		t.Error(err)
	}
}

func TestNamesAndTagsHoldNoSecrets(t *testing.T) {
	for name, c := range map[string]struct{ text, want, hint string }{
		"a name":            {"name: costs ${PIN}\nsteps: [{visit: /}]", "a.yaml:1:7: $PIN is taken from the environment, and so is a secret: it cannot stand in a name, which is printed", "write the words themselves, or"},
		"a tag":             {"name: a\ntags: [$PIN]\nsteps: [{visit: /}]", "$PIN is taken from the environment, and so is a secret: it cannot stand in a tag", "write the words themselves, or"},
		"a mistyped name":   {"name: opens $pgae\nvariables: {page: /}\nsteps: [{visit: $page}]", "the environment variable pgae is not set", "did you mean $page?"},
		"the same secret":   {"name: a\nmatrix: {who: [$SECRET_ONE, $SAME]}\nsteps: [{visit: $who}]", "the value $SAME stands here twice", "leave one of them out"},
		"a secret width":    {"name: a\nmatrix: {width: [$SECRET_ONE]}\nsteps: [{visit: /}]", `the width "$SECRET_ONE" is no number of pixels`, "for example"},
		"a number in a tag": {"name: a\ntags: [5]\nsteps: [{visit: /}]", "must be a text", "for example"},
	} {
		folder := write(t, map[string]string{"a.yaml": c.text})
		_, err := suite.Load([]string{folder + "/a.yaml"}, secretive)
		var mistakes source.Mistakes
		if !errors.As(err, &mistakes) || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(mistakes[0].Advice, c.hint) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			continue
		}
		told := strings.ReplaceAll(err.Error(), folder, "") // whose name has digits of its own
		if strings.Contains(told, "hunter") || strings.Contains(told, "987") {
			t.Errorf("%s: a secret is told: %v", name, err)
		}
	}
}

// A variable that is not set is a mistake of those scenarios alone that need it.
func TestVariablesAreMissedWhereTheyAreNeeded(t *testing.T) {
	folder := write(t, map[string]string{"a.yaml": `
variables: {page: /}
scenarios:
  - {name: needs none, tags: [plain], steps: [{visit: /}]}
  - {name: needs one, steps: [{visit: $page}, {fill: {"#pin": $ADMIN_PIN}}]}
  - name: needs one in its matrix
    matrix: {network: [$NET, $OTHER_NET], width: [360]}
    steps: [{network: $network}, {login: member}]
  - {name: needs one in a variable, variables: {net: $NET}, steps: [{network: $net}]}
  - {name: logs in, tags: [login], steps: [{login: member}]}
`})
	s, err := suite.Load([]string{folder}, secretive)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"needs none", "needs one", "needs one in its matrix [network=$NET, width=360]",
		"needs one in its matrix [network=$OTHER_NET, width=360]", "needs one in a variable", "logs in",
	}
	if diff := cmp.Diff(want, namesOf(s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var missing source.Mistakes
	if !errors.As(s.Missing(), &missing) {
		t.Fatal("nothing is missed")
	}
	var told []string
	for _, m := range missing {
		told = append(told, fmt.Sprintf("%d %s", m.Place.Line, m.What))
	}
	if diff := cmp.Diff([]string{
		"5 the environment variable ADMIN_PIN is not set", "7 the environment variable NET is not set",
		"7 the environment variable OTHER_NET is not set", "9 the environment variable NET is not set",
	}, told); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for tag, logins := range map[string][]string{"plain": nil, "login": {"member"}} {
		picked, err := s.Select(suite.Selection{Tags: []string{tag}})
		if err != nil || picked.Missing() != nil || !slices.Equal(picked.Logins(), logins) {
			t.Errorf("%s: %v, %v, %q", tag, err, picked.Missing(), picked.Logins())
		}
	}
	if _, err := suite.Run(t.Context(), nil, s, suite.Options{}); !errors.As(err, &missing) {
		t.Errorf("it is run: %v", err)
	}
}

// What cannot be read may use a variable that seems to be unused.
func TestNothingIsUnusedBesideWhatIsMissing(t *testing.T) {
	for _, text := range []string{
		"variables: {page: /}\nname: a\nmatrix: {net: [$NET]}\nsteps: [{network: $net}, {visit: $page}]",
		"variables: {page: /}\nscenarios: [{name: a, variables: {net: $NET}, steps: [{network: $net}, {visit: $page}]}]",
	} {
		if _, err := suite.Load([]string{write(t, map[string]string{"a.yaml": text})}, secretive); err != nil {
			t.Error(err)
		}
	}
}

func TestAConfigurationThatWasNotReadIsNamed(t *testing.T) {
	folder := write(t, map[string]string{"a.yaml": "name: a\nsteps: [{login: member}, logout, {expect: {as: member}}]"})
	_, err := suite.Load([]string{folder}, suite.Surroundings{Unread: "swcheck.yaml"})
	var mistakes source.Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != 3 {
		t.Fatalf("got %v", err)
	}
	for _, m := range mistakes {
		if m.Advice != "swcheck.yaml was not read, because the call names the site: add --config swcheck.yaml" {
			t.Errorf("%s: %s", m.What, m.Advice)
		}
	}
}
