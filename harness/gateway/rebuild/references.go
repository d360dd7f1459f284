package rebuild

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// assetEnding finds where the name of an asset may end: in markup, in a string, in
// a list.
var assetEnding = regexp.MustCompile(`\.(?:m?js|cjs|css|json|webmanifest)\b`)

// maxName bounds names that are looked at.
const maxName = 300

// references returns the names in a text that may tell a version, as they are
// written there. Slashes may be written as \/.
func references(body []byte) []string {
	seen := map[string]bool{}
	var found []string
	for _, at := range assetEnding.FindAllIndex(body, -1) {
		from := at[0]
		for from > 0 && at[0]-from < maxName && isOfName(body[from-1]) {
			from--
		}
		name := strings.ReplaceAll(string(body[from:at[1]]), `\/`, "/")
		if i := strings.Index(name, "//"); i >= 0 {
			name = schemeBefore(name[:i]) + name[i:]
		} else if i := strings.LastIndexByte(name, ':'); i >= 0 {
			name = name[i+1:]
		}
		if !seen[name] && !strings.Contains(name, `\`) && mayTellVersion(name) {
			seen[name] = true
			found = append(found, name)
		}
	}
	return found
}

func isOfName(c byte) bool { return isWord(c) || strings.IndexByte(`_./~@%+\-:`, c) >= 0 }

// schemeBefore returns the scheme at the end of what stands before //.
func schemeBefore(text string) string {
	for _, scheme := range []string{"https:", "http:"} {
		if strings.HasSuffix(text, scheme) {
			return scheme
		}
	}
	return ""
}

// mayTellVersion reports whether a part of the path may be a hash.
func mayTellVersion(name string) bool {
	folder, file := path.Split(name)
	for _, p := range places(strings.TrimSuffix(file, path.Ext(file))) {
		if looksMade(p.token) || couldBeMade(p.token) {
			return true
		}
	}
	return slices.ContainsFunc(strings.Split(folder, "/"), isFolderToken)
}

// isFolderToken reports whether a folder's name is a hash as a whole.
func isFolderToken(name string) bool { return looksMade(name) && !uuid.MatchString(name) }

// targets returns the URLs that a name in a text may stand for, likeliest
// first. Bundlers write names relative to the script, to the site, or to a
// folder that they know by another way.
func (s *survey) targets(t *text, name string) []string {
	bases := append([]string{t.url, s.Origin + "/"}, s.folders()...)
	var all []string
	for _, base := range bases {
		if u, own := s.resolve(base, name); own && !slices.Contains(all, u) {
			all = append(all, u)
		}
	}
	return all
}

// folders returns the folders of known assets and those above them, sorted.
func (s *survey) folders() []string {
	known := map[string]bool{}
	for u, t := range s.texts {
		if t.kind != script && t.kind != style {
			continue
		}
		parsed, err := url.Parse(u)
		if err != nil {
			continue
		}
		for folder := path.Dir(parsed.Path); ; folder = path.Dir(folder) {
			known[s.Origin+strings.TrimSuffix(folder, "/")+"/"] = true
			if folder == "/" || folder == "." {
				break
			}
		}
	}
	all := make([]string, 0, len(known))
	for folder := range known {
		all = append(all, folder)
	}
	slices.Sort(all)
	return all
}
