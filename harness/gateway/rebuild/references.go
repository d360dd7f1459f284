package rebuild

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// assetName finds what may be the name of an asset: in markup, in a string, in
// a list. Slashes may be written as \/.
var assetName = regexp.MustCompile(`(?:(?:https?:)?\\?/\\?/[\w.-]+(?::\d+)?)?[\w./~@%+\\-]*[\w~-]\.(?:m?js|cjs|css|json|webmanifest)\b`)

// references returns the names in a text that may tell a version, as they are
// written there.
func references(body []byte) []string {
	var found []string
	for _, match := range assetName.FindAll(body, -1) {
		name := strings.ReplaceAll(string(match), `\/`, "/")
		if strings.Contains(name, `\`) || len(name) > 300 {
			continue
		}
		if mayTellVersion(name) && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	return found
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
	bases := []string{t.url, s.Origin + "/"}
	for _, folder := range s.folders() {
		bases = append(bases, folder)
	}
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
