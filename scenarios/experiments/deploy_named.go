package experiments

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// pageTexts returns the documents and scripts of the pages that were visited,
// as far as they were kept.
func (d *deploying) pageTexts() []string {
	log := d.session.Log()
	var texts []string
	for _, v := range d.seen.Before {
		for _, q := range v.Requests {
			if x, ok := log.Source(q.Exchange); ok && len(x.Body) > 0 {
				texts = append(texts, string(x.Body))
			}
		}
	}
	return texts
}

// hashOf finds what looks like a hash in the name of a file.
var hashOf = regexp.MustCompile(`[0-9A-Za-z_]*\d[0-9A-Za-z_]{5,}`)

// names reports whether one of the texts names the file, or the hash in its
// name, where a script puts names together. What a worker has stored for other
// pages is none of this one's business.
func names(texts []string, address string) bool {
	base := path.Base(address)
	hash := hashOf.FindString(strings.TrimSuffix(base, path.Ext(base)))
	return slices.ContainsFunc(texts, func(text string) bool {
		return strings.Contains(text, base) || hash != "" && strings.Contains(text, hash)
	})
}
