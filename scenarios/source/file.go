package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A File is a YAML file as it was written. It collects the mistakes that are
// found in it, and the secrets that it names.
type File struct {
	name    string
	lines   []string
	anchors map[string]ast.Node
	*reading
}

// A reading is what a file shares with those that it includes.
type reading struct {
	lookup   func(string) (string, bool)
	files    map[string]*File
	order    map[string]int // of the files, by name, in which they were read first
	mistakes []*Mistake
	later    []*Mistake        // that wait until what they are about is used
	waiting  *[]*Mistake       // those of them that are found now; nil: none waits
	secrets  map[string]string // values, and how they are shown in their place
	defined  map[string]Variable
	used     map[string]bool // of those defined
}

// Parse reads a file of one document. The name stands in mistakes. Lookup finds
// environment variables; nil finds none. Text that is no YAML is in Err, and
// leaves a root that is [Nothing].
func Parse(name string, content []byte, lookup func(string) (string, bool)) (*File, Node) {
	r := &reading{lookup: lookup, files: map[string]*File{}, order: map[string]int{}, secrets: map[string]string{}}
	root := r.read(name, content)
	return root.file, root
}

// Include reads another file as a part of this one: it sees the same variables,
// and its mistakes and secrets are found in either.
func (f *File) Include(name string, content []byte) Node { return f.read(name, content) }

func (r *reading) read(name string, content []byte) Node {
	text := strings.ReplaceAll(strings.TrimPrefix(string(content), "\ufeff"), "\r\n", "\n")
	f := &File{name: name, lines: strings.Split(text, "\n"), anchors: map[string]ast.Node{}, reading: r}
	if _, again := r.order[name]; !again {
		r.order[name] = len(r.order)
	}
	r.files[name] = f
	return Node{file: f, node: f.parse(text)}
}

func (f *File) parse(text string) (body ast.Node) {
	// The parser has been seen to panic on text that nobody would write.
	defer func() {
		if p := recover(); p != nil {
			f.add(Place{1, 1}, "look for brackets, quotes and indentation", "this is no YAML: %v", p)
			body = nil
		}
	}()
	parsed, err := parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		f.addSyntax(err)
		return nil
	}
	if len(parsed.Docs) > 1 {
		second := parsed.Docs[1]
		f.add(placeOf(second), "write a file for each", "there is a second document in the file")
	}
	if len(parsed.Docs) == 0 || parsed.Docs[0].Body == nil {
		return nil
	}
	ast.Walk(f, parsed.Docs[0].Body)
	return parsed.Docs[0].Body
}

// Visit collects the anchors. It is called by ast.Walk.
func (f *File) Visit(n ast.Node) ast.Visitor {
	if a, ok := n.(*ast.AnchorNode); ok && a.Name != nil {
		f.anchors[a.Name.GetToken().Value] = a.Value
	}
	return f
}

func (f *File) addSyntax(err error) {
	place, text := Place{1, 1}, err.Error()
	if e, ok := err.(yaml.Error); ok {
		text = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			place = Place{t.Position.Line, t.Position.Column}
		}
	}
	advice := "look for brackets, quotes and indentation here and in the line before"
	switch {
	case strings.Contains(text, "'\t'"):
		text, advice = "a line begins with a tab", "YAML is indented with spaces, not with tabs"
	case strings.Contains(text, "mapping value is not allowed"):
		advice = "put text that holds a colon in quotes"
	case strings.Contains(text, "reserved character"):
		advice = "put the text in quotes"
	default:
		if at, word, ok := f.swallowed(place); ok {
			place, advice = at, fmt.Sprintf("what begins with # is a comment: put it in quotes, %q", word)
		}
	}
	f.add(place, advice, "this is no YAML: %s", text)
}

func (f *File) add(at Place, advice, format string, args ...any) {
	f.mistakes = append(f.mistakes, f.mistake(at, advice, format, args...))
}

func (f *File) mistake(at Place, advice, format string, args ...any) *Mistake {
	m := &Mistake{File: f.name, order: f.order[f.name], Place: at, What: fmt.Sprintf(format, args...), Advice: advice}
	if at.Line >= 1 && at.Line <= len(f.lines) {
		m.Line = f.lines[at.Line-1]
	}
	return m
}

// Err returns the mistakes that were found so far as [Mistakes], in the order
// in which they stand in the file, and those of included files after them; nil
// where there are none.
func (f *File) Err() error {
	if len(f.mistakes) == 0 {
		return nil
	}
	return f.told(slices.Concat(f.mistakes, f.later))
}

// told returns mistakes as people are told of them: in order, and without
// secrets.
func (f *File) told(all []*Mistake) Mistakes {
	sorted := make(Mistakes, 0, len(all))
	for _, m := range all {
		hidden := *m
		runes := []rune(m.Line)
		at := min(max(m.Column-1, 0), len(runes))
		left, right := f.Hide(string(runes[:at])), f.Hide(string(runes[at:]))
		hidden.What, hidden.Line, hidden.caret = f.Hide(m.What), left+right, len([]rune(left))
		sorted = append(sorted, &hidden)
	}
	slices.SortStableFunc(sorted, func(a, b *Mistake) int { return a.compare(b) })
	// A node that is read twice, as through an alias, is one mistake.
	return slices.CompactFunc(sorted, func(a, b *Mistake) bool { return *a == *b })
}
