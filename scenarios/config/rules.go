package config

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

const rulesExample = "rules: {skip: [offline/third-party], severity: {offline/unvisited-page: error}}"

func init() {
	globs := listOf(text("minLength", 1))
	register("rules", setting{
		about: "which rules are judged, by id or glob such as offline/*, and how severe they are", example: rulesExample,
		schema: object(map[string]any{
			"only": describe(globs, "judge only these"),
			"skip": describe(globs, "leave these out"),
			"severity": map[string]any{
				"type": "object", "description": "by id or glob",
				"additionalProperties": map[string]any{"enum": severities()},
			},
		}, "minProperties", 1),
		read: readRules,
	})
}

func severities() []any {
	return []any{string(finding.Error), string(finding.Warning), string(finding.Information)}
}

func readRules(r *reader, n source.Node) {
	found := n.Fields("key of rules", rulesExample, map[string]func(source.Node){
		"only":     func(n source.Node) { r.Judge.Only = ids(n) },
		"skip":     func(n source.Node) { r.Judge.Skip = ids(n) },
		"severity": func(n source.Node) { r.readSeverity(n) },
	})
	if found.Lacks("only", "skip", "severity") {
		n.Reject("for example: "+rulesExample, "rules says nothing")
	}
	r.Options.Only, r.Options.Skip = r.Judge.Only, r.Judge.Skip
}

// ids returns the ids of the rules that a list of globs stands for.
func ids(n source.Node) []string {
	const example = "rules: {skip: [offline/third-party]}"
	var all []string
	for _, item := range n.List(example) {
		if !item.Must(example, source.Text) {
			continue
		}
		fitting := scenarios.RuleIDs(item.Written())
		if len(fitting) == 0 {
			item.Reject(ruleHint(item.Written()), "there is no rule %q", item.Written())
		}
		all = append(all, fitting...)
	}
	return all
}

func ruleHint(id string) string {
	return suggest.Hint(id, scenarios.RuleIDs("*"), "swcheck rules lists them")
}

// readSeverity reads severities by glob. Those that stand further down count.
func (r *reader) readSeverity(n source.Node) {
	r.Judge.Severity = map[string]finding.Severity{}
	for _, p := range n.Pairs("severity: {offline/unvisited-page: error}") {
		fitting := scenarios.RuleIDs(p.Key.Name)
		if len(fitting) == 0 {
			p.Key.Reject(ruleHint(p.Key.Name), "there is no rule %q", p.Key.Name)
		}
		word, ok := p.Value.Word("severity", string(finding.Error), string(finding.Warning), string(finding.Information))
		for _, id := range fitting {
			if ok {
				r.Judge.Severity[id] = finding.Severity(word)
			}
		}
	}
}
