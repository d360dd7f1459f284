package record

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

// Help tells what can be typed.
const Help = `  offline, online, lie-fi, slow …   switch the network
  expect                            expect what the page shows now, from whom
  deploy, login NAME, stop-worker   these and all other steps, as in a scenario:
  await controlled                    what is meant may stand after a blank,
  expect: {text: Hello}               or after a colon as YAML
  help                              this
  done                              write the scenario down`

// A LineError tells that a typed line says nothing that can be done.
type LineError struct {
	Line   string
	What   string
	Advice string
}

func (e *LineError) Error() string { return fmt.Sprintf("%q: %s", e.Line, e.What) }

// Hint tells what to do.
func (e *LineError) Hint() string { return e.Advice }

// A line is what was typed, as a step.
type line struct {
	name  string // of its kind
	value string // as YAML; "" where there is none
}

func (l line) String() string {
	if l.value == "" {
		return l.name
	}
	return l.name + ": " + l.value
}

// tabSteps would lead away from the tab that is listened to.
var tabSteps = []string{"new-tab", "tab", "close-tab"}

// Enter does what is typed beside the browser, and writes it down: a step, as in
// a scenario or with a blank in place of the colon; the name of a network alone;
// or expect alone, for what the page shows now. What could not be done is not
// written down. Errors: [*LineError], [source.Mistakes], [*script.StepError], the
// context's.
func (r *Recorder) Enter(ctx context.Context, typed string) error {
	l, err := readLine(strings.TrimSpace(typed))
	if err != nil || l.name == "" {
		return err
	}
	if err := r.sync(ctx); err != nil {
		return err
	}
	if l == (line{name: "expect"}) {
		return r.expectPresent(ctx)
	}
	steps, err := r.parse(l)
	if err != nil {
		return err
	}
	if l.name == "expect" { // what a run would compare with, it has not seen
		r.write(l, nil)
		return nil
	}
	if l.name == "network" {
		if err := r.beforeCut(ctx, l); err != nil {
			return err
		}
	}
	overheard, err := r.do(ctx, steps)
	if err == nil {
		r.write(l, overheard)
	}
	return err
}

// readLine reads a line as a step.
func readLine(typed string) (line, error) {
	name, value, colon := strings.Cut(typed, ":")
	if !colon || strings.ContainsAny(name, " \t") {
		name, value, _ = strings.Cut(typed, " ")
		if value = strings.TrimSpace(value); value != "" && !strings.ContainsAny(value[:1], `"'{[`) {
			value = source.QuoteKey(value) // a variable in it stays one
		}
	}
	l := line{name: strings.TrimSpace(name), value: strings.TrimSpace(value)}
	if slices.Contains(script.Networks(), l.name) && l.value == "" {
		l = line{name: "network", value: l.name}
	}
	known := append(script.Networks(), "expect", "help", "done")
	for _, kind := range script.Kinds() {
		known = append(known, kind.Name)
	}
	switch {
	case typed == "":
		return line{}, nil
	case !slices.Contains(known, l.name):
		return line{}, &LineError{Line: typed, What: "there is no step " + fmt.Sprintf("%q", l.name), Advice: suggest.Hint(l.name, known, "help lists what can be typed")}
	case slices.Contains(tabSteps, l.name):
		return line{}, &LineError{Line: typed, What: "only one tab is recorded", Advice: "write the step into the file afterwards"}
	}
	return l, nil
}

func (r *Recorder) parse(l line) (*script.Script, error) {
	file, root := source.Parse("typed", []byte("- "+l.String()), r.options.Lookup)
	if err := file.Err(); err != nil {
		return nil, err
	}
	steps := r.options.Reading.Parse(root)
	return steps, file.Err()
}

// do does the steps, and returns what was heard of them: they are written down
// as they were typed.
func (r *Recorder) do(ctx context.Context, steps *script.Script) ([]harness.Gesture, error) {
	r.hearing.Lock()
	r.deaf = true
	r.hearing.Unlock()
	err := r.run.Do(ctx, steps)
	if synced := r.gestures.Sync(ctx); err == nil {
		err = synced
	}
	r.hearing.Lock()
	defer r.hearing.Unlock()
	overheard := r.overheard
	r.deaf, r.overheard = false, nil
	return overheard, err
}

// beforeCut writes down that the worker controlled the page when its network
// was switched: a person has given it the time, and a run must wait for it.
func (r *Recorder) beforeCut(ctx context.Context, l line) error {
	if r.session.Network().Network != observation.Online || l.value == "online" {
		return nil
	}
	seen, err := r.session.Look(ctx)
	if err != nil || seen.Controller == "" {
		return err
	}
	r.write(line{name: "await", value: string(harness.Controlled)}, nil)
	return nil
}

// expectPresent writes down what the page shows now, and who served it.
func (r *Recorder) expectPresent(ctx context.Context) error {
	seen, err := r.session.Look(ctx)
	if err != nil {
		return err
	}
	fields := []field{{"served-by", string(seen.ServedBy)}}
	switch {
	case seen.Error != "":
		fields = []field{{"shows", "error"}}
	case seen.Title != "":
		fields = append([]field{{"title", source.Quote(seen.Title)}}, fields...)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes.add(step{name: "expect", fields: fields})
	r.tell()
	return nil
}

func (r *Recorder) write(l line, overheard []harness.Gesture) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := step{name: l.name, value: l.value}
	if l.name == "fill" {
		s = r.notes.typedFill(l, overheard)
	}
	r.notes.add(s)
	r.tell()
}

// secretField fits selectors of fields whose text is nobody's business.
var secretField = regexp.MustCompile(`(?i)pass|pwd|secret|token|otp|\bpin\b`)

// typedFill puts variables in the place of secrets that were typed. Where the
// page told of more of them than can be found, all is taken for secret.
func (n *notes) typedFill(l line, overheard []harness.Gesture) step {
	_, root := source.Parse("typed", []byte(l.value), nil)
	told := map[string]bool{}
	for _, g := range overheard {
		if g.Kind == harness.GestureFill && g.Secret {
			told[g.Selector] = true
		}
	}
	pairs := root.Pairs("")
	found := 0
	for _, p := range pairs {
		if secretField.MatchString(p.Key.Name) {
			found++
		}
	}
	s := step{name: "fill"}
	for _, p := range pairs {
		g := harness.Gesture{Kind: harness.GestureFill, Selector: p.Key.Name, Text: p.Value.Written()}
		g.Secret = secretField.MatchString(p.Key.Name) || found < len(told)
		value := source.QuoteKey(g.Text) // a variable in it stays one
		if g.Secret && !strings.HasPrefix(g.Text, "$") {
			value = n.text(g)
		}
		s.fields, s.selector = append(s.fields, field{p.Key.Name, value}), p.Key.Name
	}
	return s
}
