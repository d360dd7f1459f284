package rebuild

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
)

func init() {
	register(recogniser{name: "angular", read: readManifests, recognise: recogniseAngular})
}

// manifestName is what Angular's worker asks for to learn of a new version; its
// own script stays the same from build to build.
//
// Source: https://angular.dev/ecosystem/service-workers/devops
const manifestName = "ngsw.json"

// readManifests reads Angular's manifest, and the texts that it lists.
func readManifests(ctx context.Context, s *survey) {
	for _, worker := range s.workerTexts() {
		if !bytes.Contains(worker.body, []byte(manifestName)) {
			continue
		}
		u, own := s.resolve(worker.url, manifestName)
		if !own {
			continue
		}
		s.read(ctx, []string{u})
		if t := s.texts[u]; t != nil {
			s.read(ctx, s.filesOf(t))
			s.manifests[u], s.steady[withoutQuery(worker.url)] = true, true
		}
	}
}

// filesOf returns the URLs of the texts that a manifest lists.
func (s *survey) filesOf(t *text) []string {
	var manifest struct {
		HashTable map[string]string `json:"hashTable"`
	}
	if err := json.Unmarshal(t.body, &manifest); err != nil {
		s.limit("angular", t.url, "the manifest cannot be read: "+err.Error())
	}
	var files []string
	for file := range manifest.HashTable {
		if u, own := s.resolve(t.url, file); own && !isMedia(u) {
			files = append(files, u)
		}
	}
	return files
}

var (
	hashOfFile = regexp.MustCompile(`("(?:[^"\\]|\\.)*")\s*:\s*"([0-9a-f]{40})"`)
	timestamp  = regexp.MustCompile(`"timestamp"\s*:\s*(\d+)`)
)

// recogniseAngular makes the manifest anew: the hashes of all texts that change,
// and the time of the build.
func recogniseAngular(s *survey) change {
	if len(s.manifests) == 0 {
		return nil
	}
	return func(b *build, t *text, body []byte) []byte {
		if !s.manifests[withoutQuery(t.url)] {
			return body
		}
		var edits []edit
		for _, m := range hashOfFile.FindAllSubmatchIndex(body, -1) {
			if made, ok := b.madeFor(t, body[m[2]:m[3]]); ok {
				sum := sha1.Sum(made)
				edits = append(edits, edit{m[4], m[5], hex.EncodeToString(sum[:])})
			}
		}
		if m := timestamp.FindSubmatchIndex(body); m != nil {
			if at, err := strconv.ParseInt(string(body[m[2]:m[3]]), 10, 64); err == nil {
				edits = append(edits, edit{m[2], m[3], strconv.FormatInt(at+int64(numberOf(b.name)), 10)})
			}
		}
		return apply(body, edits)
	}
}

// madeFor returns the build's bytes of a file that a manifest names.
func (b *build) madeFor(manifest *text, key []byte) ([]byte, bool) {
	var file string
	if json.Unmarshal(key, &file) != nil {
		return nil, false
	}
	at, own := b.plan.survey.resolve(manifest.url, file)
	if !own {
		return nil, false
	}
	return b.made(at)
}

// made returns what the build answers for the URL, by its old name or its new
// one, where it is a text that is known.
func (b *build) made(at string) ([]byte, bool) {
	t := b.plan.survey.known(at)
	if u, err := url.Parse(at); err == nil && t == nil {
		old, _ := b.locate(u)
		t = b.plan.survey.known(old)
	}
	if t == nil || b.depth >= maxDepth || isMedia(at) {
		return nil, false
	}
	deeper := *b
	deeper.depth++
	return deeper.make(t), true
}

// maxDepth bounds texts that name by hash texts that name texts by hash.
const maxDepth = 6
