package config

import (
	"net/url"
	"strings"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/source"
)

const (
	targetExample  = "target: http://localhost:8000/"
	pagesExample   = "pages: [/, /talks/]"
	privateExample = "private: [/account, /api/me]"
	readyExample   = "ready: {selector: main}"
)

func init() {
	register("target", setting{
		about: "URL of the start page; a URL on the command line overrules it", example: targetExample,
		schema: text("format", "uri", "pattern", "^https?://|\\$"),
		read:   func(r *reader, n source.Node) { r.Target.URL = address(n, targetExample) },
	})
	register("pages", setting{
		about: "pages to visit besides the start page, relative to the target; without them pages are found by following links", example: pagesExample,
		schema: map[string]any{"anyOf": []any{
			text("pattern", "["+marksOfURLs+"$]"), // or a variable
			map[string]any{"type": "array", "items": text("minLength", 1)},
		}},
		read: readPages,
	})
	register("private", setting{
		about: "pages and data of the target's origin that belong to one user, relative to the target", example: privateExample,
		schema: listOf(text("minLength", 1)),
		read:   readPrivate,
	})
	register("ready", setting{
		about: "what tells that a page works: a visible element that matches the selector, and the text in it", example: readyExample,
		schema: object(map[string]any{"selector": text("minLength", 1), "text": text("minLength", 1)}, "minProperties", 1),
		read:   readReady,
	})
}

// marksOfURLs are the characters one of which a page has that is named without a
// list.
const marksOfURLs = "/.?#:"

// readPages takes one page for a list of it, unless it is a word that says
// something else, such as many.
func readPages(r *reader, n source.Node) {
	const advice = pagesExample + "; how many are visited is said by " + maxPagesExample
	found := referencesIn(n, advice)
	if len(found) == 1 && n.Kind() == source.Text && !strings.ContainsAny(found[0].url, marksOfURLs) {
		n.Reject("for example: "+advice, "%q is neither a path nor a URL", n.Written())
		return
	}
	for _, ref := range found {
		r.Target.Pages = append(r.Target.Pages, ref.url)
	}
}

func readReady(r *reader, n source.Node) {
	var ready harness.Ready
	found := n.Fields("key of ready", readyExample, map[string]func(source.Node){
		"selector": func(n source.Node) { ready.Selector, _ = n.String(readyExample) },
		"text":     func(n source.Node) { ready.Text, _ = n.String(`ready: {text: "© Our club"}`) },
	})
	if found.Lacks("selector", "text") {
		n.Reject("for example: "+readyExample, "ready names neither a selector nor a text")
	}
	r.Target.Ready = ready
}

// readPrivate reads pages and data of the target's own origin: what others hold
// is neither stored by its worker as its own, nor seen past it.
func readPrivate(r *reader, n source.Node) {
	found := referencesIn(n, privateExample)
	for _, ref := range found {
		r.Target.Private = append(r.Target.Private, ref.url)
	}
	r.last = append(r.last, func() { r.ofTarget(found) })
}

// ofTarget refuses URLs of another origin than the target's, where that is known.
func (r *reader) ofTarget(found []reference) {
	target, err := url.Parse(r.Target.URL)
	if err != nil || target.Host == "" {
		return
	}
	for _, ref := range found {
		u, err := target.Parse(ref.url)
		if err == nil && (u.Scheme != target.Scheme || !strings.EqualFold(u.Host, target.Host)) {
			ref.node.Reject("write the path alone: "+u.RequestURI(), "%q is of another origin than the target", ref.node.Written())
		}
	}
}

// address reads a whole http or https URL.
func address(n source.Node, example string) string {
	value, ok := n.Address(example)
	if !ok {
		return ""
	}
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		n.Reject("for example: "+example, "%q is no http or https URL", n.Written())
	case u.User != nil:
		password, _ := u.User.Password()
		n.File().Secret(password)
		n.Reject("give them as header: {Authorization: Basic …}", "a name and password in the URL would end up in the report")
	}
	return value
}

// A reference is a URL that may be relative to the target, where it is written.
type reference struct {
	node source.Node
	url  string
}

// referencesIn reads URLs that may be relative to the target.
func referencesIn(n source.Node, example string) []reference {
	var all []reference
	for _, item := range n.List(example) {
		value, ok := item.Address(example)
		if !ok {
			continue
		}
		u, err := url.Parse(value)
		if err != nil || value == "" || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
			item.Reject("give a path such as /account, or a whole URL", "%q is no URL", item.Written())
			continue
		}
		all = append(all, reference{item, value})
	}
	return all
}
