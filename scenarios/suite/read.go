package suite

import (
	"path/filepath"
	"regexp"
	"slices"

	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

// A reader adds the scenarios of a file to the suite.
type reader struct {
	suite  *Suite
	around Surroundings
	path   string
	names  map[string]string // of all scenarios until now, and where they stand
	file   *source.File
}

const scenarioExample = "{name: A visited page opens offline, steps: [{visit: /}]}"

// read returns the mistakes of the file.
func (r *reader) read(f found) error {
	if !f.named && !mayHoldScenarios(f) {
		return nil
	}
	file, root := source.Parse(filepath.ToSlash(f.path), f.content, r.around.Lookup)
	if err := file.Err(); err != nil {
		return err
	}
	r.file = file
	switch {
	case isScenarioFile(root):
		r.whole(root)
	case f.named:
		refuse(root)
	}
	if file.Err() == nil {
		r.suite.Secrets = append(r.suite.Secrets, file.Secrets()...)
	}
	return file.Err()
}

// isScenarioFile tells scenario files from others of the same folder, such as
// swcheck.yaml or a list of steps to include. One whose steps are mistyped is
// one too: it must not be passed over in silence.
func isScenarioFile(root source.Node) bool {
	return slices.ContainsFunc(root.Keys(), func(key string) bool {
		return len(suggest.Near(key, []string{"steps", "scenarios"})) > 0
	})
}

// begins is the line with which a document of a YAML file begins.
var begins = regexp.MustCompile(`(?m)^---(?:[ \t].*)?\r?$`)

// speaksOfSteps finds the keys of a scenario in text that is no YAML.
var speaksOfSteps = regexp.MustCompile(`\b(?:steps|scenarios)["']?\s*:`)

// mayHoldScenarios reports whether a file that nobody named is to be read: one
// of its documents is a scenario file, or it is no YAML and speaks of steps. What
// else lies in a folder, such as a manifest of several documents or a template,
// is not for swcheck to find fault with.
func mayHoldScenarios(f found) bool {
	for _, document := range begins.Split(string(f.content), -1) {
		file, root := source.Parse(f.path, []byte(document), nil)
		if isScenarioFile(root) || file.Err() != nil && speaksOfSteps.MatchString(document) {
			return true
		}
	}
	return false
}

// refuse tells what a file is that is no scenario file.
func refuse(root source.Node) {
	keys := root.Keys()
	switch {
	case root.Kind() == source.List:
		root.Reject("begin the file with a name, or include it in the steps of a scenario", "this is a list, and no scenario")
	case slices.Contains(keys, "target"), slices.Contains(keys, "serve"), slices.Contains(keys, "users"):
		root.Reject("give it with --config, and name the scenario files", "this is a configuration, and no scenario")
	case len(keys) > 0:
		root.Reject("for example: "+settings["steps"].example, "the scenario has no steps")
	default:
		root.Must(scenarioExample, source.Mapping)
	}
}

// whole reads a file of one scenario or of several.
func (r *reader) whole(root source.Node) {
	if !slices.Contains(root.Keys(), "scenarios") {
		r.add(newScope(r.file), draft{}, r.draft(root, ofScenario))
		return
	}
	shared := r.draft(root, ofFile)
	s := newScope(r.file)
	var variables []named
	s.later(func() { variables = s.variables(shared.variables) })
	items := shared.scenarios.List("scenarios: [" + scenarioExample + "]")
	if len(items) == 0 && shared.scenarios.Kind() == source.List {
		shared.scenarios.Reject("for example: scenarios: ["+scenarioExample+"]", "there is no scenario in the list")
	}
	for _, item := range items {
		r.add(s, shared, r.draft(item, ofScenario))
	}
	if r.file.Err() == nil { // in a file with other mistakes nobody can tell
		s.unused(variables)
	}
}

// add adds a scenario, once for each cell of its matrix.
func (r *reader) add(outer *scope, shared, d draft) {
	before := r.mistakes()
	s := outer.inner()
	s.used = map[string]bool{}
	var own []named
	var matrix [][]named
	s.later(func() { own, matrix = s.variables(d.variables), s.matrix(d.matrix) })
	for _, values := range matrix {
		if slices.ContainsFunc(own, func(v named) bool { return v.key.Name == values[0].key.Name }) {
			values[0].key.Reject("take it out of one of them", "%s stands in variables too", values[0].key.Name)
		}
	}
	if r.mistakes() == before {
		for _, c := range cells(matrix) {
			r.addCell(s, shared, d, c)
		}
	} else {
		d.shapes() // steps that use what could not be read would only be told to be wrong too
	}
	if r.file.Err() == nil {
		for _, values := range matrix {
			own = append(own, values[0])
		}
		s.unused(own)
	}
	for name := range s.used {
		outer.used[name] = true
	}
	outer.doubtful = outer.doubtful || s.doubtful
}

// mistakes returns the number of mistakes until now.
func (r *reader) mistakes() int {
	mistakes, _ := r.file.Err().(source.Mistakes)
	return len(mistakes)
}
