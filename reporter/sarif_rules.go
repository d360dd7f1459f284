package reporter

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/swcheck/swcheck/finding"
)

// sarifRules describes every rule of the reports, by id. Where it failed, its
// result tells more of it than where it did not.
func sarifRules(reports []finding.Report) []sarifRule {
	worst := map[string]finding.Result{}
	for _, r := range reports {
		for _, res := range r.Results {
			id := clean(res.Rule)
			if had, there := worst[id]; !there || tellsMore(res, had) {
				worst[id] = res
			}
		}
	}
	rules := make([]sarifRule, 0, len(worst))
	for _, id := range slices.Sorted(maps.Keys(worst)) {
		rules = append(rules, sarifRuleOf(id, worst[id]))
	}
	return rules
}

func tellsMore(a, b finding.Result) bool {
	if (a.Outcome == finding.Fail) != (b.Outcome == finding.Fail) {
		return a.Outcome == finding.Fail
	}
	return a.Severity.Rank() < b.Severity.Rank()
}

func sarifRuleOf(id string, res finding.Result) sarifRule {
	title := cmp.Or(clean(res.Title), id)
	category, _, _ := strings.Cut(id, "/")
	return sarifRule{
		ID: id, Name: sarifName(id),
		ShortDescription:     sarifText{Text: title},
		FullDescription:      sarifText{Text: cmp.Or(clean(res.Why), title)},
		Help:                 sarifHelp(title, res),
		DefaultConfiguration: sarifConfiguration{sarifLevel(res.Severity)},
		HelpURI:              helpURI(res),
		Properties:           sarifRuleProperties{Tags: []string{"service-worker", category}, Severity: sarifSeverity(res.Severity)},
	}
}

// helpURI is the rule's page, where it is an address of the web.
func helpURI(res finding.Result) string {
	if docs := clean(res.Docs); strings.HasPrefix(docs, "https://") {
		return sarifEscaped(docs)
	}
	return ""
}

// sarifName is the id as a name of the kind that readers expect: OfflineVisitedPage.
func sarifName(id string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(id, func(r rune) bool { return r == '/' || r == '-' }) {
		first, size := utf8.DecodeRuneInString(word)
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(word[size:])
	}
	return b.String()
}

// sarifSeverity is in the words of GitHub, which sorts alerts by it.
func sarifSeverity(s finding.Severity) string {
	if s == finding.Information {
		return "recommendation"
	}
	return sarifLevel(s)
}

// sarifHelp tells why it matters and how to mend it, with the example.
func sarifHelp(title string, res finding.Result) sarifText {
	text, marked := []string{title}, []string{"# " + inline(title)}
	for _, part := range []struct{ name, said string }{{"Why", res.Why}, {"Fix", res.Fix}} {
		if said := clean(part.said); said != "" {
			text = append(text, part.name+": "+said)
			marked = append(marked, "**"+part.name+"** "+inline(said))
		}
	}
	for _, part := range []struct{ name, source string }{{"Before", res.Before}, {"After", res.After}} {
		if part.source != "" {
			source := sourceLines(part.source)
			text = append(text, part.name+":\n"+strings.Join(source, "\n"))
			marked = append(marked, "**"+part.name+"**\n\n"+strings.TrimSpace(fenced("js", source)))
		}
	}
	if docs := helpURI(res); docs != "" {
		text = append(text, docs)
		marked = append(marked, "[More of this rule](<"+docs+">)")
	}
	return sarifText{Text: strings.Join(text, "\n\n"), Markdown: strings.Join(marked, "\n\n")}
}

// sourceLines is an example of code, of which line breaks and indents stay.
func sourceLines(code string) []string {
	const mostLines, widestLine = 60, 200
	lines := strings.Split(strings.Trim(code, "\n"), "\n")
	if len(lines) > mostLines {
		lines = append(lines[:mostLines:mostLines], ellipsis)
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(cut(strings.Map(printed, line), widestLine), " ")
	}
	return lines
}
