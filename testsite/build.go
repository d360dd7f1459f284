package testsite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"path"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/fixtures"
)

// A build is one state of the site, ready to be served.
type build struct {
	name       string
	files      map[string]file // by path
	thirdParty map[string]file
	pages      map[string]*template.Template // by the name of the page's template
	talks      []talk
}

// A file is what the server sends as it is.
type file struct {
	path        string
	contentType string
	body        []byte
	hashed      bool // its name changes with its content
}

// A talk is what the pages and the API know of one.
type talk struct {
	ID       int      `json:"id"`
	Slug     string   `json:"slug"`
	Title    string   `json:"title"`
	Speaker  string   `json:"speaker"`
	When     string   `json:"when"`
	Portrait string   `json:"portrait"`
	Bio      string   `json:"bio"`
	Card     string   `json:"card"`
	Video    string   `json:"video,omitempty"`
	Text     []string `json:"text"`
}

// compile does what the build step of a site does: fills in the edition, gives
// the assets names with hashes, writes those names wherever an asset is
// mentioned, and parses the templates.
func compile(f fixtures.Fixture, name, thirdParty string) (*build, error) {
	sources, err := readSources(f, name, thirdParty)
	if err != nil {
		return nil, err
	}
	renamed := hashAssets(sources)
	b := &build{name: name, files: map[string]file{}, thirdParty: map[string]file{}}
	for source, body := range sources {
		if isText(source) {
			body = rename(body, renamed)
		}
		switch folder, rest, _ := strings.Cut(source, "/"); folder {
		case "templates", "data":
			sources[source] = body
		case "third-party":
			b.thirdParty["/"+rest] = file{path: "/" + rest, contentType: typeOf(source), body: body}
		default:
			at, hashed := renamed["/"+source]
			if !hashed {
				at = "/" + source
			}
			b.files[at] = file{path: at, contentType: typeOf(source), body: body, hashed: hashed}
		}
	}
	if err := json.Unmarshal(sources["data/talks.json"], &b.talks); err != nil {
		return nil, fmt.Errorf("fixture %s: data/talks.json: %w", f.Name, err)
	}
	b.pages, err = parsePages(sources)
	if err != nil {
		return nil, fmt.Errorf("fixture %s: %w", f.Name, err)
	}
	return b, nil
}

func readSources(f fixtures.Fixture, name, thirdParty string) (map[string][]byte, error) {
	names, err := f.Files()
	if err != nil {
		return nil, err
	}
	fill := strings.NewReplacer("%BUILD%", name, "%THIRD_PARTY%", thirdParty)
	sources := map[string][]byte{}
	for _, source := range names {
		body, err := f.ReadFile(source)
		if err != nil {
			return nil, err
		}
		if isText(source) {
			body = []byte(fill.Replace(string(body)))
		}
		sources[source] = body
	}
	return sources, nil
}

// hashAssets returns the built name of each file in the folder assets by its
// path in the sources: /assets/app.js is built as /assets/app-1a2b3c4d.js.
func hashAssets(sources map[string][]byte) map[string]string {
	renamed := map[string]string{}
	for source, body := range sources {
		if !strings.HasPrefix(source, "assets/") {
			continue
		}
		sum := sha256.Sum256(body)
		extension := path.Ext(source)
		renamed["/"+source] = "/" + strings.TrimSuffix(source, extension) +
			"-" + hex.EncodeToString(sum[:4]) + extension
	}
	return renamed
}

var assetName = regexp.MustCompile(`/assets/[\w.-]+\.\w+`)

// rename writes the built names of assets. A name that is no asset of the
// site's stays as it is: some fixtures ask for what does not exist.
func rename(body []byte, renamed map[string]string) []byte {
	return assetName.ReplaceAllFunc(body, func(name []byte) []byte {
		if to, ok := renamed[string(name)]; ok {
			return []byte(to)
		}
		return name
	})
}

const pageFolder = "templates/pages/"

// parsePages parses each page together with the layout and its parts.
func parsePages(sources map[string][]byte) (map[string]*template.Template, error) {
	frame := template.New("frame")
	for source, body := range sources {
		if strings.HasPrefix(source, "templates/") && !strings.HasPrefix(source, pageFolder) {
			if _, err := frame.Parse(string(body)); err != nil {
				return nil, fmt.Errorf("%s: %w", source, err)
			}
		}
	}
	pages := map[string]*template.Template{}
	for source, body := range sources {
		name, isPage := strings.CutPrefix(source, pageFolder)
		if !isPage {
			continue
		}
		page, err := frame.Clone()
		if err != nil {
			return nil, err
		}
		if _, err := page.Parse(string(body)); err != nil {
			return nil, fmt.Errorf("%s: %w", source, err)
		}
		pages[strings.TrimSuffix(name, ".html")] = page
	}
	return pages, nil
}

// render makes the page, or its content alone.
func (b *build) render(name, part string, v view) ([]byte, error) {
	var out bytes.Buffer
	if err := b.pages[name].ExecuteTemplate(&out, part, v); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (b *build) talk(matches func(talk) bool) (talk, bool) {
	for _, t := range b.talks {
		if matches(t) {
			return t, true
		}
	}
	return talk{}, false
}

var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".json":        "application/json",
	".webmanifest": "application/manifest+json",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".webp":        "image/webp",
	".webm":        "video/webm",
	".wav":         "audio/wav",
}

func typeOf(name string) string {
	if t, ok := types[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

func isText(name string) bool {
	switch path.Ext(name) {
	case ".html", ".js", ".css", ".json", ".webmanifest", ".svg":
		return true
	}
	return false
}
