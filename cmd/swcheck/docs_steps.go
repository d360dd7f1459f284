package main

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/scenarios/script"
)

const stepsIntroduction = `<!-- Made by make docs from the steps and expectations. Do not edit. -->

# Steps and expectations

What can stand in the steps of a [scenario](authoring.md) and of the logins in
[swcheck.yaml](configuration.md).

## Steps

Each is an entry of the list of its own. Those marked *alone* can stand without
a value, as in ` + "`- reload`" + `.

| step | does | for example |
| --- | --- | --- |
`

const expectationsIntroduction = `
## Expectations

The keys of the step ` + "`expect`" + `. All keys of one ` + "`expect`" + ` are compared, and all that
differ are told. Those marked *waits* look again whenever something has changed,
until it is as expected or the time of a visit (15 s) is over; the others look
at what the last step led to, which does not change any more.

What a page shows, and what it must not show, takes a page: none of that is met by
the browser's error page, which ` + "`shows: error`" + ` expects.

| key | holds the page to | for example |
| --- | --- | --- |
`

// stepsPage returns the reference of the language of scenarios.
func stepsPage() []byte {
	var b strings.Builder
	b.WriteString(stepsIntroduction)
	for _, k := range script.Kinds() {
		row(&b, k.Name, mark(k.Bare, "alone"), k.About, k.Example)
	}
	b.WriteString(expectationsIntroduction)
	for _, e := range script.Expectations() {
		row(&b, e.Name, mark(e.Late, "waits"), e.About, e.Example)
	}
	return []byte(b.String())
}

func mark(marked bool, word string) string {
	if !marked {
		return ""
	}
	return " *" + word + "*"
}

// row writes a row of a Markdown table. A pipe in it would end a cell.
func row(b *strings.Builder, name, mark, about, example string) {
	cell := strings.NewReplacer("|", `\|`, "\n", " ").Replace
	fmt.Fprintf(b, "| `%s`%s | %s | `%s` |\n", name, mark, cell(about), cell(example))
}
