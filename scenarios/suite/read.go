package suite

import (
	"path/filepath"
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
	used   map[string]bool // variables of the whole file
}

const scenarioExample = "{name: A visited page opens offline, steps: [{visit: /}]}"

// read returns the mistakes of the file.
func (r *reader) read(f found) error {
	file, root := source.Parse(filepath.ToSlash(f.path), f.content, r.around.Lookup)
	if err := file.Err(); err != nil {
		return err
	}
	if !f.named && !isScenarioFile(root) {
		return nil
	}
	r.file, r.used = file, map[string]bool{}
	r.whole(root)
	if file.Err() == nil {
		r.suite.Secrets = append(r.suite.Secrets, file.Secrets()...)
	}
	return file.Err()
}

// isScenarioFile tells scenario files from others of the same folder, such as
// swcheck.yaml or a list of steps to include. One whose steps are mistyped is
// one too: it must not be passed over in silence.
func isScenarioFile(root source.Node) bool {
	if root.Kind() != source.Mapping {
		return false
	}
	return slices.ContainsFunc(root.Keys(), func(key string) bool {
		return len(suggest.Near(key, []string{"steps", "scenarios"})) > 0
	})
}

// whole reads a file of one scenario or of several.
func (r *reader) whole(root source.Node) {
	if !slices.Contains(root.Keys(), "scenarios") {
		if d, ok := r.draft(root, ofScenario); ok {
			r.add(draft{}, d)
		}
		return
	}
	shared, ok := r.draft(root, ofFile)
	if !ok {
		return
	}
	items := shared.scenarios.List("scenarios: [" + scenarioExample + "]")
	if len(items) == 0 && shared.scenarios.Kind() == source.List {
		shared.scenarios.Reject("for example: scenarios: ["+scenarioExample+"]", "there is no scenario in the list")
	}
	for _, item := range items {
		if d, ok := r.draft(item, ofScenario); ok {
			r.add(shared, d)
		}
	}
	r.unused(shared.variables, r.used)
}

// add adds a scenario, once for each cell of its matrix.
func (r *reader) add(shared, d draft) {
	used := map[string]bool{}
	variables := map[string]source.Variable{}
	for _, v := range slices.Concat(shared.variables, d.variables) {
		variables[v.key.Name] = v.Variable
	}
	for _, cell := range cells(d.matrix) {
		r.addCell(shared, d, variables, cell)
		for _, v := range slices.Concat(shared.variables, d.variables, d.matrix.variables()) {
			if r.file.Used(v.key.Name) || setsDevice(v.key.Name) {
				used[v.key.Name], r.used[v.key.Name] = true, true
			}
		}
	}
	r.unused(slices.Concat(d.variables, d.matrix.variables()), used)
}

// unused rejects variables that nothing uses: most likely a step names them
// differently. In a file with other mistakes nobody can tell.
func (r *reader) unused(variables []named, used map[string]bool) {
	if r.file.Err() != nil {
		return
	}
	for _, v := range variables {
		if !used[v.key.Name] {
			v.key.Reject("write $"+v.key.Name+" where it is meant, or leave it out", "no step uses the variable %s", v.key.Name)
		}
	}
}
