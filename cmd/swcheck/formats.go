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
	hint := suggest.Hint(name, known, "the formats are "+strings.Join(known, ", "))
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
