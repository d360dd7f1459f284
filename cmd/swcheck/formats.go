package main

import (
	"slices"
	"strings"

	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/suggest"
)

// otherNames are what people call formats that have another name here.
var otherNames = map[string]string{
	"xml": "junit", "md": "markdown", "txt": "text", "plain": "text", "console": "text",
	"htm": "html", "annotations": "github", "gh": "github",
}

// findFormat returns the format of the name. Its error is wrong usage.
func findFormat(name string, formats []reporter.Format) (reporter.Format, error) {
	known := reporter.NamesOf(formats)
	if at := slices.Index(known, name); at >= 0 {
		return formats[at], nil
	}
	all := "the formats are " + strings.Join(known, ", ")
	if f, elsewhere := reporter.Find(name); elsewhere {
		return reporter.Format{}, wrongUsage(all, "the format %s is for %s only", name, kindsOf(f))
	}
	hint := suggest.Hint(name, known, all)
	if meant := otherNames[strings.ToLower(name)]; slices.Contains(known, meant) {
		hint = "did you mean " + meant + "?"
		if meant == "junit" {
			hint = "junit is the format in XML: --format junit=report.xml"
		}
	}
	return reporter.Format{}, wrongUsage(hint, "there is no format %q", name)
}

// endings are those of the files of formats whose name is none.
var endings = map[string]string{"junit": "xml", "markdown": "md", "text": "txt", "github": "txt"}

// fileFor returns what a file of the format may be called.
func fileFor(format string) string {
	if ending, other := endings[format]; other {
		return "report." + ending
	}
	return "report." + format
}

// kindsOf names what a format can show.
func kindsOf(f reporter.Format) string {
	var kinds []string
	for kind, has := range map[string]bool{"audits": f.Write != nil, "scenarios": f.WriteScenarios != nil, "what report diff finds": f.WriteDiff != nil} {
		if has {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	if last := len(kinds) - 1; last > 1 {
		kinds = []string{strings.Join(kinds[:last], ", "), kinds[last]}
	}
	return strings.Join(kinds, " and ")
}
