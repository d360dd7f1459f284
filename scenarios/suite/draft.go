package suite

import (
	"regexp"
	"slices"
	"time"

	"github.com/swcheck/swcheck/scenarios/source"
)

// A draft is a scenario as it is written, or what a file says for all of its
// scenarios, before variables are put in.
type draft struct {
	name          source.Node
	tags          []string
	limit         time.Duration
	variables     source.Node // these are source.Nothing where they are left out
	matrix        source.Node
	before, after source.Node
	steps         source.Node
	scenarios     source.Node
}

// A setting is a key of a scenario file.
type setting struct {
	about   string // in one line
	example string
	where   place
	schema  map[string]any
	read    func(*draft, source.Node)
}

// A place is where a setting stands.
type place int

const (
	ofScenario place = 1 << iota // of one scenario
	ofFile                       // of a file with several, for all of them
)

var settings = map[string]setting{
	"name": {
		about: "what is promised, in the words of reports", example: "name: A visited page opens offline", where: ofScenario,
		schema: map[string]any{"type": "string", "minLength": 1},
		read:   func(d *draft, n source.Node) { d.name = n },
	},
	"tags": {
		about: "words by which scenarios are picked with --tag", example: "tags: [offline, smoke]", where: ofScenario | ofFile,
		schema: oneOrMore(map[string]any{"type": "string", "pattern": tagPattern}),
		read:   func(d *draft, n source.Node) { d.tags = tagsOf(n) },
	},
	"variables": {
		about: "values with a name, for $NAME in steps", example: variablesExample, where: ofScenario | ofFile,
		schema: map[string]any{"type": "object", "minProperties": 1, "propertyNames": map[string]any{"pattern": namePattern}, "additionalProperties": scalar},
		read:   func(d *draft, n source.Node) { d.variables = n },
	},
	"matrix": {
		about: "the scenario is run once for each combination of the values; width and height are those of the device", example: matrixExample, where: ofScenario,
		schema: map[string]any{
			"type": "object", "minProperties": 1, "propertyNames": map[string]any{"pattern": namePattern},
			"additionalProperties": map[string]any{"type": "array", "minItems": 1, "uniqueItems": true, "items": scalar},
		},
		read: func(d *draft, n source.Node) { d.matrix = n },
	},
	"before": {
		about: "steps before those of the scenario; what fails there is told as such", example: "before: [{visit: /}, {await: controlled}]", where: ofScenario | ofFile,
		schema: stepsRef, read: func(d *draft, n source.Node) { d.before = n },
	},
	"after": {
		about: "steps after those of the scenario, online, also where one of them failed", example: "after: [logout]", where: ofScenario | ofFile,
		schema: stepsRef, read: func(d *draft, n source.Node) { d.after = n },
	},
	"timeout": {
		about: "of one run of the scenario, 60s where it is left out", example: "timeout: 2m", where: ofScenario | ofFile,
		schema: map[string]any{"type": "string", "pattern": source.DurationPattern},
		read:   func(d *draft, n source.Node) { d.limit, _ = n.Duration("timeout: 2m") },
	},
	"steps": {
		about: "what is done and expected", example: "steps: [{visit: /}, {expect: {status: 200}}]", where: ofScenario,
		schema: stepsRef, read: func(d *draft, n source.Node) { d.steps = n },
	},
	"scenarios": {
		about: "several scenarios in one file", example: "scenarios: [" + scenarioExample + "]", where: ofFile,
		schema: map[string]any{"type": "array", "minItems": 1, "items": map[string]any{"$ref": "#/$defs/scenario"}},
		read:   func(d *draft, n source.Node) { d.scenarios = n },
	},
}

// draft reads a mapping.
func (r *reader) draft(n source.Node, where place) draft {
	var d draft
	read := map[string]func(source.Node){}
	for key, s := range settings {
		switch {
		case s.where&where != 0:
			read[key] = func(n source.Node) { s.fill(&d, key, n) }
		case where == ofFile:
			read[key] = func(n source.Node) {
				n.Reject("put it into the scenarios", "a file with several scenarios has no %s of its own", key)
			}
		}
	}
	found := n.Fields("key of a scenario", scenarioExample, read)
	for _, key := range []string{"name", "steps"} {
		if where == ofScenario && found.Lacks(key) {
			n.Reject("for example: "+settings[key].example, "the scenario has no %s", key)
		}
	}
	return d
}

// shapes rejects what could be nothing that is meant, whatever is in it.
func (d draft) shapes() {
	if d.name.Kind() != source.Nothing {
		d.name.Must(settings["name"].example, source.Text)
	}
	for key, list := range map[string]source.Node{"before": d.before, "steps": d.steps, "after": d.after} {
		if list.Kind() != source.Nothing {
			list.Must(settings[key].example, source.List)
		}
	}
}

// fill reads the value of a setting into the draft.
func (s setting) fill(d *draft, key string, n source.Node) {
	if n.Kind() == source.Nothing && !n.IsAlias() {
		n.Reject("for example: "+s.example+"; or leave it out", "%s has no value", key)
		return
	}
	s.read(d, n)
}

const tagPattern = `^[^\s,!]+$`

var isTag = regexp.MustCompile(tagPattern)

func tagsOf(n source.Node) []string {
	var tags []string
	for _, item := range n.List("tags: [offline, smoke]") {
		tag, ok := printed(item, "tag", "tags: [offline, smoke]")
		switch {
		case !ok:
		case !isTag.MatchString(tag):
			item.Reject("write one word for each tag, such as [offline, smoke]", "%q is no tag", tag)
		case !slices.Contains(tags, tag):
			tags = append(tags, tag)
		}
	}
	return tags
}
