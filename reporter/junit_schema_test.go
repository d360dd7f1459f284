package reporter_test

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// What CI servers accept as JUnit XML, after the schema of Jenkins' xunit
// plugin (junit-10.xsd in jenkinsci/xunit-plugin), as far as it speaks of the
// elements that a tool other than Surefire writes.

// A rule says what one element may and must have.
type elementRule struct {
	required, optional []string // attributes
	children           []string // in any order and number, unless ordered
	ordered            bool     // children stand in the order of the list
	text               bool     // may hold text
}

var junitSchema = map[string]elementRule{
	"testsuites": {
		optional: []string{"name", "time", "tests", "failures", "errors"},
		children: []string{"testsuite"},
	},
	// The schema lets the children of a suite stand in any order; Ant's older
	// schema, which some readers follow, wants this one.
	"testsuite": {
		required: []string{"name", "tests", "failures", "errors"},
		optional: []string{"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
		children: []string{"properties", "testcase", "system-out", "system-err"}, ordered: true,
	},
	"properties": {children: []string{"property"}},
	"property":   {required: []string{"name", "value"}},
	"testcase": {
		required: []string{"name"},
		// The schema has no file here; GitLab looks for it, and Jenkins does not mind.
		optional: []string{"time", "classname", "group", "file"},
		children: []string{"skipped", "error", "failure", "system-out", "system-err"},
	},
	"skipped":    {optional: []string{"type", "message"}, text: true},
	"error":      {optional: []string{"type", "message"}, text: true},
	"failure":    {optional: []string{"type", "message"}, text: true},
	"system-out": {text: true},
	"system-err": {text: true},
}

// seconds is how the schema writes a time: digits, with commas between groups
// of three if at all, and a fraction.
var seconds = regexp.MustCompile(`^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$`)

// An element is any element with all that is in it.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func parseElement(document string) (element, error) {
	var root element
	err := xml.Unmarshal([]byte(document), &root)
	return root, err
}

func (e element) attribute(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all returns the elements of a name, at any depth.
func (e element) all(name string) []element {
	var found []element
	for _, child := range e.Children {
		if child.XMLName.Local == name {
			found = append(found, child)
		}
		found = append(found, child.all(name)...)
	}
	return found
}

// junitFaults returns what the schema has against the document.
func junitFaults(root element) []string {
	if root.XMLName.Local != "testsuites" {
		return []string{"the root is " + root.XMLName.Local}
	}
	return elementFaults(root)
}

func elementFaults(e element) []string {
	name := e.XMLName.Local
	rule, known := junitSchema[name]
	if !known {
		return []string{"no such element: " + name}
	}
	faults := attributeFaults(e, rule)
	if !rule.text && strings.TrimSpace(e.Text) != "" {
		faults = append(faults, name+" holds text: "+e.Text)
	}
	last := 0
	for _, child := range e.Children {
		place := slices.Index(rule.children, child.XMLName.Local)
		if place < 0 {
			faults = append(faults, child.XMLName.Local+" stands in "+name)
		}
		if rule.ordered && place < last {
			faults = append(faults, child.XMLName.Local+" stands too late in "+name)
		}
		last = place
		faults = append(faults, elementFaults(child)...)
	}
	return faults
}

func attributeFaults(e element, rule elementRule) []string {
	var faults, names []string
	for _, a := range e.Attrs {
		names = append(names, a.Name.Local)
		if !slices.Contains(rule.required, a.Name.Local) && !slices.Contains(rule.optional, a.Name.Local) {
			faults = append(faults, e.XMLName.Local+" has the attribute "+a.Name.Local)
		}
		if a.Name.Local == "time" && !seconds.MatchString(a.Value) {
			faults = append(faults, "no time: "+a.Value)
		}
	}
	for _, name := range rule.required {
		if !slices.Contains(names, name) {
			faults = append(faults, e.XMLName.Local+" lacks the attribute "+name)
		}
	}
	return faults
}

// countFaults returns the numbers that differ from what they count, and the
// cases that a reader could not tell apart.
func countFaults(root element) []string {
	faults := numberFaults(root, "tests", "failures", "errors")
	for _, suite := range root.all("testsuite") {
		faults = append(faults, numberFaults(suite, "tests", "failures", "errors", "skipped")...)
		seen := map[string]bool{}
		for _, c := range suite.all("testcase") {
			name := c.attribute("classname") + "." + c.attribute("name")
			if seen[name] {
				faults = append(faults, "two cases are "+name)
			}
			seen[name] = true
		}
	}
	return faults
}

func numberFaults(e element, numbers ...string) []string {
	counted := map[string]string{"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
	var faults []string
	for _, number := range numbers {
		if want := fmt.Sprint(len(e.all(counted[number]))); e.attribute(number) != want {
			faults = append(faults, fmt.Sprintf("%s says %s=%q and has %s", e.XMLName.Local, number, e.attribute(number), want))
		}
	}
	return faults
}
