package record

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/source"
)

// notes are the steps that were made so far. They know nothing of a browser.
type notes struct {
	target *url.URL
	from   string // path of the first page
	steps  []step

	variables []string          // from which the scenario takes what is secret
	secrets   map[string]string // the variable of a field, by field and what was filled in before it
	remarked  map[string]bool   // remarks that were made
}

func newNotes(target *url.URL) *notes {
	return &notes{target: target, from: target.Path, secrets: map[string]string{}, remarked: map[string]bool{}}
}

// gesture adds what a person did.
func (n *notes) gesture(g harness.Gesture) {
	switch g.Kind {
	case harness.GestureVisit:
		if u, err := url.Parse(g.URL); err == nil && len(n.steps) == 0 {
			n.from = u.Path
		}
		n.add(step{name: "visit", value: n.address(g.URL)})
	case harness.GestureReload:
		n.add(step{name: "reload"})
	case harness.GestureHardReload:
		n.add(step{name: "reload", value: "hard"})
	case harness.GestureHistory:
		if g.Steps > 0 {
			n.add(step{name: "evaluate", value: "history.forward()"})
		} else {
			n.add(step{name: "back"})
		}
	case harness.GestureClick:
		n.add(step{name: "click", value: source.Quote(g.Selector), selector: g.Selector, focusing: g.Field})
	case harness.GestureFill:
		n.fill(g)
	case harness.GesturePress:
		n.press(g)
	case harness.GestureFile:
		n.remark("a file was chosen for " + g.Selector + ", which steps cannot do")
	case harness.GestureFrame:
		n.remark("something was done in a frame of the page, where selectors do not reach")
	}
}

func (n *notes) add(s step) {
	if s.name != "" {
		clean := n.masked(s.name, s.value)
		if s.name == "evaluate" && clean != s.value {
			n.remark("nothing puts variables into a script: let the page have the secret by another way")
		}
		s.value = clean
	}
	n.steps = append(n.steps, s)
}

// remark adds a comment, the same one once.
func (n *notes) remark(text string) {
	if !n.remarked[text] {
		n.remarked[text] = true
		n.add(step{value: oneLine(text)})
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// last returns the last step, or nil.
func (n *notes) last() *step {
	if len(n.steps) == 0 {
		return nil
	}
	return &n.steps[len(n.steps)-1]
}

// fill notes what a field holds now. Fields that are filled one after the other
// are one step, and of each change of a field the last one counts.
func (n *notes) fill(g harness.Gesture) {
	if last := n.last(); last != nil && last.focusing && last.selector == g.Selector {
		n.steps = n.steps[:len(n.steps)-1] // the field has the focus when it is filled
	}
	last := n.last()
	if last == nil || last.name != "fill" {
		n.add(step{name: "fill"})
		last = n.last()
	}
	at := slices.IndexFunc(last.fields, func(f field) bool { return f.key == g.Selector })
	switch {
	case at < 0:
		last.fields = append(last.fields, field{g.Selector, n.text(g)})
	case at == len(last.fields)-1:
		last.fields[at].value = n.text(g)
	default: // it was filled again after others
		n.add(step{name: "fill", fields: []field{{g.Selector, n.text(g)}}})
		last = n.last()
	}
	last.selector = g.Selector
}

// text returns what is to be filled in, as YAML.
func (n *notes) text(g harness.Gesture) string {
	if !g.Secret {
		return source.Quote(g.Text)
	}
	who := g.Selector + "\n" + n.before(g.Selector)
	if n.secrets[who] == "" {
		n.secrets[who] = n.variable(kindOfSecret(g.Selector))
	}
	return "$" + n.secrets[who]
}

// before returns what was last filled into a field other than this one: whose
// password it is.
func (n *notes) before(selector string) string {
	for _, s := range slices.Backward(n.steps) {
		for _, f := range slices.Backward(s.fields) {
			if s.name == "fill" && f.key != selector {
				return f.value
			}
		}
	}
	return ""
}

func kindOfSecret(selector string) string {
	for _, word := range []string{"otp", "code", "pin", "token"} {
		if strings.Contains(strings.ToLower(selector), word) {
			return "CODE"
		}
	}
	return "PASSWORD"
}

// variable returns a name for a variable that is none yet.
func (n *notes) variable(name string) string {
	free := name
	for i := 2; slices.Contains(n.variables, free); i++ {
		free = fmt.Sprintf("%s_%d", name, i)
	}
	n.variables = append(n.variables, free)
	return free
}

// press notes a key. It goes to where the focus is: a field that was not filled
// before is clicked for it.
func (n *notes) press(g harness.Gesture) {
	if last := n.last(); g.Selector != "" && (last == nil || last.selector != g.Selector) {
		n.add(step{name: "click", value: source.Quote(g.Selector), selector: g.Selector})
	}
	n.add(step{name: "press", value: source.Quote(g.Key), selector: g.Selector})
}

// address returns a URL as YAML, relative to the target where it is on its
// origin.
func (n *notes) address(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return source.Quote(raw)
	}
	if u.Scheme == n.target.Scheme && u.Host == n.target.Host {
		u.Scheme, u.Host = "", ""
	}
	u.User = nil
	return source.Quote(u.String())
}

// scenario returns the text of the file.
func (n *notes) scenario(name string) []byte {
	if name == "" {
		name = "Recorded from " + n.from
	}
	steps := n.steps
	if last := n.last(); last != nil && last.focusing {
		steps = steps[:len(steps)-1] // the field was not filled after all
	}
	var b strings.Builder
	b.WriteString("# yaml-language-server: $schema=https://raw.githubusercontent.com/swcheck/swcheck/main/docs/schema/scenario.schema.json\n")
	b.WriteString("#\n# Recorded on " + oneLine(n.target.String()) + ".\n")
	if len(n.variables) > 0 {
		b.WriteString("# Before it is run, set " + strings.Join(n.variables, ", ") + " in the environment.\n")
	}
	b.WriteString("name: " + source.Quote(name) + "\nsteps:\n")
	for _, s := range steps {
		s.write(&b, "  ")
	}
	return []byte(b.String())
}
