package rebuild

import "regexp"

// chunkName finds how webpack's runtime puts the names of chunks together:
//
//	"static/js/"+({179:"about"}[e]||e)+"."+{179:"4f3a9c21"}[e]+".chunk.js"
var chunkName = regexp.MustCompile(`"([^"\n]*)"\s*\+\s*(?:\(\s*(\{[^{}]*\})\[\w+\]\s*\|\|\s*\w+\s*\)|\w+)\s*\+\s*"([.~_-]{1,2})"\s*\+\s*(\{[^{}]*\})\[\w+\]\s*\+\s*"([^"\n]*\.(?:js|css))"`)

// property finds the properties of a plain table.
var property = regexp.MustCompile(`["']?([\w~-]+)["']?\s*:\s*"([^"\n]*)"`)

// chunks returns the names of chunks that a runtime puts together.
func chunks(body []byte) []string {
	var found []string
	for _, m := range chunkName.FindAllSubmatch(body, -1) {
		named := properties(m[2])
		for id, hash := range properties(m[4]) {
			name := id
			if named[id] != "" {
				name = named[id]
			}
			found = append(found, string(m[1])+name+string(m[3])+hash+string(m[5]))
		}
	}
	return found
}

func properties(table []byte) map[string]string {
	found := map[string]string{}
	for _, m := range property.FindAllSubmatch(table, -1) {
		found[string(m[1])] = string(m[2])
	}
	return found
}
