package source

import "maps"

// Text returns the key with its variables put in, whose values are secrets: of
// a key that names something of the site, such as a cache or a URL. Words of the
// language are read as they stand in Name.
func (k Key) Text() (string, bool) {
	text, used, ok := k.file.expand(Node{file: k.file, node: k.node}, k.Name)
	maps.Copy(k.file.secrets, used)
	return text, ok
}
