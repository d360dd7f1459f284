package baseline

import (
	"time"

	"github.com/swcheck/swcheck/scenarios/source"
)

const example = `known: [{rule: offline/visited-page, urls: [/about], reason: "behind the login"}]`

// Parse reads a file. The name stands in mistakes and notes, rules are the ids
// that there are. The error is [source.Mistakes], all that there are.
func Parse(name string, content []byte, rules []string) (*Baseline, error) {
	file, root := source.Parse(name, content, nil)
	if err := file.Err(); err != nil {
		return nil, err
	}
	b := &Baseline{}
	found := root.Fields("setting of a baseline", example, map[string]func(source.Node){
		"known": func(n source.Node) {
			if n.Kind() == source.Nothing {
				return // all entries were removed
			}
			for _, item := range n.List(example) {
				b.entries = append(b.entries, readEntry(item, rules))
			}
		},
	})
	if found.Lacks("known") {
		root.Reject("for example: "+example, "the baseline has no list of what is known")
	}
	return b, file.Err()
}

func readEntry(n source.Node, rules []string) entry {
	e := entry{where: n.Where()}
	text := func(to *string) func(source.Node) {
		return func(n source.Node) {
			if n.Kind() != source.Nothing && n.Must(example, source.Text, source.Number, source.Bool) {
				*to = n.Written()
			}
		}
	}
	found := n.Fields("key of a known finding", example, map[string]func(source.Node){
		"rule":    func(n source.Node) { e.Rule, _ = n.Word("rule", rules...) },
		"urls":    func(n source.Node) { e.URLs = readURLs(n) },
		"message": text(&e.Message),
		"reason":  text(&e.Reason),
		"expires": func(n source.Node) { e.Expires = readDay(n) },
	})
	if found.Lacks("rule") {
		n.Reject("for example: rule: offline/visited-page", "it names no rule")
	}
	return e
}

func readURLs(n source.Node) []string {
	const example = "urls: [/about, /talks/*]; or leave it out, where the rule is known wherever it fails"
	items := n.List(example)
	if len(items) == 0 && n.Kind() == source.List {
		n.Reject(example, "urls names none")
	}
	var urls []string
	for _, item := range items {
		if item.Must(example, source.Text) {
			urls = append(urls, item.Written())
		}
	}
	return urls
}

func readDay(n source.Node) string {
	const example = "expires: 2026-12-31"
	if n.Kind() == source.Nothing || !n.Must(example, source.Text) {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, n.Written()); err != nil {
		n.Reject("write year, month and day: "+example, "%q is no day", n.Written())
	}
	return n.Written()
}
