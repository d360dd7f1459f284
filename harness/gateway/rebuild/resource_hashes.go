package rebuild

import "regexp"

func init() {
	register(recogniser{name: "resource-hashes", read: readBy(resource), recognise: recogniseResources})
}

// resource finds "path":"hash", as the workers that Flutter builds list what they
// store. The path has a folder or an ending, so that it is no other property.
var resource = regexp.MustCompile(`["']([^"'\n]*[/.][^"'\n]*)["']\s*:\s*["']([0-9a-f]{32,64})["']`)

func recogniseResources(s *survey) change {
	if !s.anyWorkerText(resource.Match) {
		return nil
	}
	return inWorkers(func(b *build, body []byte) []byte { return rehash(b, body, resource) })
}
