package script

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
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
}

const fileExample = `deploy: {/talks/: {body: "<h1>New talks</h1>"}}`

var fileSchema = map[string]any{
	"type": "object", "additionalProperties": false, "minProperties": 1,
	"properties": map[string]any{
		"body":    map[string]any{"type": "string", "description": "the whole of it; variables are not put in"},
		"status":  statusSchema,
		"headers": map[string]any{"type": "object", "minProperties": 1, "additionalProperties": map[string]any{"type": []any{"string", "number"}}},
	},
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
	return gatewayDeploy(gateway.Deploy{Over: true, Func: func(req *http.Request, original *gateway.Original) (*gateway.Response, bool) {
		file, ok := files[req.URL.RequestURI()]
		if !ok {
			file, ok = files[req.URL.EscapedPath()]
		}
		if !ok || req.Method != http.MethodGet && req.Method != http.MethodHead {
			return nil, false
		}
		return file.answer(original)
	}})
}

func readNewFile(p source.Pair) newFile {
	var file newFile
	found := p.Value.Fields("key of a file", fileExample, map[string]func(source.Node){
		"body": func(n source.Node) {
			if n.Must(fileExample, source.Text) {
				file.body = new(n.Written())
			}
		},
		"status":  func(n source.Node) { file.status, _ = statusOf(n, "deploy: {/old.js: {status: 404}}") },
		"headers": func(n source.Node) { file.header = readHeaders(n) },
	})
	if found.Lacks("body", "status", "headers") {
		p.Value.Reject("for example: "+fileExample, "nothing is new in %s", p.Key.Name)
	}
	return file
}

var isFieldName = regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$")

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
	answer.Set = f.header
	if f.status != 0 {
		answer.Status = f.status
	}
	return answer, true
}
