package script

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/scenarios/source"
)

// newFile is what a deploy answers at a path. What it does not say stays as it
// was.
type newFile struct {
	status int // 0: as it was, or 200 with a body
	header http.Header
	body   *string
	words  []replacement // of the text as it was, in the order in which they are written
}

// A replacement puts a text in the place of another one.
type replacement struct{ old, new string }

const fileExample = `deploy: {/talks/: {body: "<h1>New talks</h1>"}}`

var fileSchema = map[string]any{
	"type": "object", "additionalProperties": false, "minProperties": 1,
	"properties": map[string]any{
		"body":    map[string]any{"type": "string", "description": "the whole of it; variables are not put in"},
		"replace": map[string]any{"type": "object", "minProperties": 1, "propertyNames": map[string]any{"minLength": 1}, "additionalProperties": plainSchema, "description": "texts of the file, and what stands in their place; a text that is not there fails the step"},
		"status":  statusSchema,
		"headers": map[string]any{"type": "object", "minProperties": 1, "propertyNames": map[string]any{"pattern": fieldName}, "additionalProperties": plainSchema},
	},
	"not": map[string]any{"required": []any{"body", "replace"}},
}

// parseFiles reads files by their paths. One without a query answers for every
// query.
func parseFiles(pairs []source.Pair) Do {
	files := map[string]newFile{}
	for _, p := range pairs {
		path, err := url.Parse(p.Key.Name)
		switch {
		case err != nil || !strings.HasPrefix(p.Key.Name, "/") || path.Host != "":
			p.Key.Reject("give the path on the site, which begins with a slash; for example: "+fileExample, "%s is no path", p.Key.Name)
		default:
			files[path.RequestURI()] = readNewFile(p)
		}
	}
	deploy := gatewayDeploy(gateway.Deploy{Over: true, Func: func(req *http.Request, original *gateway.Original) (*gateway.Response, bool) {
		file, ok := files[req.URL.RequestURI()]
		if !ok {
			file, ok = files[req.URL.EscapedPath()]
		}
		if !ok || req.Method != http.MethodGet && req.Method != http.MethodHead {
			return nil, false
		}
		return file.answer(original)
	}})
	return func(ctx context.Context, run *Run) error {
		if err := run.holds(ctx, files); err != nil {
			return &deployError{err}
		}
		return deploy(ctx, run)
	}
}

// holds looks whether the texts that are to be replaced are there: a deploy that
// quietly changes nothing would pass for one that nobody is shown.
func (r *Run) holds(ctx context.Context, files map[string]newFile) error {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if len(files[path].words) == 0 {
			continue
		}
		address, err := r.absolute(path)
		if err != nil {
			return err
		}
		now, err := r.Session.Peek(ctx, address)
		if err != nil {
			return err
		}
		for _, w := range files[path].words {
			if !bytes.Contains(now.Body, []byte(w.old)) {
				return &missingTextError{path: path, text: w.old}
			}
		}
	}
	return nil
}

func (r *Run) absolute(path string) (string, error) {
	base, err := url.Parse(r.Session.Base())
	if err != nil {
		return "", err
	}
	address, err := base.Parse(path)
	if err != nil {
		return "", err
	}
	return address.String(), nil
}

type missingTextError struct{ path, text string }

func (e *missingTextError) Error() string {
	return fmt.Sprintf("%s does not hold the text %q that is to be replaced", e.path, e.text)
}

func (e *missingTextError) Hint() string {
	return "it is compared with the file as the server sends it, markup included"
}

func readNewFile(p source.Pair) newFile {
	var file newFile
	found := p.Value.Fields("key of a file", fileExample, map[string]func(source.Node){
		"body": func(n source.Node) {
			if n.Must(fileExample, source.Text) {
				file.body = new(n.Written())
			}
		},
		"replace": func(n source.Node) { file.words = readReplacements(n) },
		"status":  func(n source.Node) { file.status, _ = statusOf(n, "deploy: {/old.js: {status: 404}}") },
		"headers": func(n source.Node) { file.header = readHeaders(n) },
	})
	if found.Has("body") && found.Has("replace") {
		p.Value.Reject("keep one of them", "%s has a new body, and replaces something in the old one", p.Key.Name)
	}
	if found.Lacks("body", "replace", "status", "headers") {
		p.Value.Reject("for example: "+fileExample, "nothing is new in %s", p.Key.Name)
	}
	return file
}

// fieldName is the token of RFC 9110, section 5.6.2.
const fieldName = "^[-!#$%&'*+.^_`|~0-9A-Za-z]+$"

var isFieldName = regexp.MustCompile(fieldName)

func readHeaders(n source.Node) http.Header {
	const example = "deploy: {/sw.js: {headers: {Cache-Control: no-cache}}}"
	header := http.Header{}
	pairs := n.Pairs(example)
	if len(pairs) == 0 && n.Kind() == source.Mapping {
		n.Reject("for example: "+example, "headers names none")
	}
	for _, p := range pairs {
		if !isFieldName.MatchString(p.Key.Name) {
			p.Key.Reject("for example: "+example, "%q is no name of a header", p.Key.Name)
			continue
		}
		if value, ok := p.Value.String(example); ok {
			header.Set(p.Key.Name, value)
		}
	}
	return header
}

func (f newFile) answer(original *gateway.Original) (*gateway.Response, bool) {
	switch {
	case f.body != nil:
		return &gateway.Response{Status: f.status, Set: f.header, Body: []byte(*f.body)}, true
	case f.status >= 400: // nobody sends the page with it
		return &gateway.Response{
			Status: f.status, Set: f.header, Header: http.Header{"Content-Type": {"text/plain; charset=utf-8"}},
			Body: fmt.Appendf(nil, "%d %s\n", f.status, http.StatusText(f.status)),
		}, true
	}
	answer, err := original.Response()
	if err != nil {
		return nil, false
	}
	answer.Header.Del("Etag") // it is not what it was
	if len(f.words) > 0 {
		answer.Body = f.replaced(answer.Body)
	}
	answer.Set = f.header
	if f.status != 0 {
		answer.Status = f.status
	}
	return answer, true
}

func readReplacements(n source.Node) []replacement {
	const example = "deploy: {/: {replace: {Edition A: Edition B}}}"
	var all []replacement
	pairs := n.Pairs(example)
	if len(pairs) == 0 && n.Kind() == source.Mapping {
		n.Reject("for example: "+example, "replace names no text")
	}
	for _, p := range pairs {
		if p.Key.Name == "" { // it is between all letters
			p.Key.Reject("for example: "+example, "the text that is to be replaced is empty")
			continue
		}
		if text, ok := p.Value.String(example); ok {
			all = append(all, replacement{p.Key.Name, text})
		}
	}
	return all
}

func (f newFile) replaced(body []byte) []byte {
	for _, w := range f.words {
		body = bytes.ReplaceAll(body, []byte(w.old), []byte(w.new))
	}
	return body
}
