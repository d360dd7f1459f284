package reporter_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

const scenarioSchemaFile = "../docs/schema/scenario-report.schema.json"

func TestScenarioSchemaAcceptsEveryReport(t *testing.T) {
	schema := compileSchemaOf(t, scenarioSchemaFile)
	for name, report := range reportertest.AllScenarios() {
		if err := schema.Validate(decode(t, writeScenarios(t, "json", reporter.Options{}, report))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestScenarioSchemaRejectsBrokenReports breaks a good report in one place at a
// time.
func TestScenarioSchemaRejectsBrokenReports(t *testing.T) {
	schema := compileSchemaOf(t, scenarioSchemaFile)
	good := writeScenarios(t, "json", reporter.Options{}, reportertest.Scenarios())
	for name, broken := range map[string]struct{ old, new string }{
		"another version":         {`"schemaVersion": 1`, `"schemaVersion": 2`},
		"a key too many":          {`"tool": {`, `"extra": 1, "tool": {`},
		"a nested key too many":   {`"step": "expect"`, `"extra": 1, "step": "expect"`},
		"a key too few":           {`"file": "talks.yaml",`, ``},
		"null for a list":         {`"runs": []`, `"runs": null`},
		"an unknown verdict":      {`"verdict": "fail"`, `"verdict": "bad"`},
		"an unknown outcome":      {`"outcome": "flaky"`, `"outcome": "odd"`},
		"an unknown part":         {`"part": "before"`, `"part": "middle"`},
		"a text for a number":     {`"durationMs": 5321`, `"durationMs": "5 s"`},
		"a time in another zone":  {`"2026-01-02T03:04:05Z"`, `"2026-01-02T03:04:05+01:00"`},
		"a part before the first": {`"part": 2`, `"part": 0`},
		"a line before the file":  {`"line": 14`, `"line": 0`},
	} {
		changed := strings.Replace(good, broken.old, broken.new, 1)
		if changed == good {
			t.Errorf("%s: the report has no %s to break", name, broken.old)
		} else if schema.Validate(decode(t, changed)) == nil {
			t.Errorf("%s: %s became %s and the schema accepts it", name, broken.old, broken.new)
		}
	}
}

func TestScenarioSchemaKeepsStepWithTheTypes(t *testing.T) {
	keepsStep(t, scenarioSchemaFile, map[string]reflect.Type{
		"report":     reflect.TypeFor[finding.ScenarioReport](),
		"tool":       reflect.TypeFor[finding.Tool](),
		"browser":    reflect.TypeFor[finding.Browser](),
		"shard":      reflect.TypeFor[finding.Shard](),
		"counts":     reflect.TypeFor[finding.ScenarioCounts](),
		"scenario":   reflect.TypeFor[finding.Scenario](),
		"cell":       reflect.TypeFor[finding.Cell](),
		"run":        reflect.TypeFor[finding.ScenarioTry](),
		"step":       reflect.TypeFor[finding.ScenarioStep](),
		"failure":    reflect.TypeFor[finding.ScenarioFailure](),
		"exchange":   reflect.TypeFor[finding.ScenarioWire](),
		"screenshot": reflect.TypeFor[finding.Screenshot](),
	})
}

func TestScenarioSchemaKnowsEveryWord(t *testing.T) {
	report := compileSchemaOf(t, scenarioSchemaFile).Ref.Properties
	outcome := report["scenarios"].Items2020.Ref.Properties["outcome"].Ref
	for constant, enum := range map[string][]any{"VerdictWord": report["verdict"].Enum.Values, "ScenarioOutcome": outcome.Enum.Values} {
		file := map[string]string{"VerdictWord": "../finding/report.go", "ScenarioOutcome": "../finding/scenario.go"}[constant]
		var got []string
		for _, value := range enum {
			got = append(got, value.(string))
		}
		slices.Sort(got)
		if diff := cmp.Diff(constants(t, file, constant), got); diff != "" {
			t.Errorf("words of %s (-Go +schema):\n%s", constant, diff)
		}
	}
}
