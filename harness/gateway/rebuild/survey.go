package rebuild

import (
	"context"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

const (
	readers    = 8   // requests for texts at a time
	maxTexts   = 500 // that are read of a build
	maxRounds  = 6   // of reading on: texts name texts that name texts
	maxMissing = 200 // names that turn out to be no files
)

// A survey is what is known of build A.
type survey struct {
	Site
	origin *url.URL

	mu      sync.Mutex // while several goroutines read
	texts   map[string]*text
	asked   map[string]bool // URLs that were read, or could not be
	visited map[string]bool // URLs that the browser asked for
	unread  []string        // texts that the browser was shown and that cannot be read

	worker    map[string]bool // URLs of worker scripts and what they import
	kept      map[string]bool // URLs whose bytes and names must stay
	listed    map[string]bool // URLs that workers store without a revision
	steady    map[string]bool // URLs of worker scripts that are the same in each build
	names     *names
	queries   []query
	manifests map[string]bool  // URLs of Angular's manifests
	byDigest  map[string]*text // by the hashes of their bytes, as integrity attributes have them
	lazy      []string
	limits    []observation.DeployLimit
}

func newSurvey(site Site, origin *url.URL) *survey {
	return &survey{
		Site: site, origin: origin,
		texts: map[string]*text{},
		asked: map[string]bool{}, visited: map[string]bool{}, worker: map[string]bool{}, kept: map[string]bool{}, steady: map[string]bool{},
		manifests: map[string]bool{},
		names:     newNames(),
	}
}

// limit notes what stays as it is.
func (s *survey) limit(recogniser, url, reason string) {
	l := observation.DeployLimit{Recogniser: recogniser, URL: url, Reason: reason}
	if !slices.Contains(s.limits, l) {
		s.limits = append(s.limits, l)
	}
}

// readKnown reads what the browser asked for or stored.
func (s *survey) readKnown(ctx context.Context) {
	var urls []string
	for _, x := range s.Exchanges {
		u, own := s.resolve(x.URL, "")
		if !own || !wasAnswered(x) {
			continue
		}
		u = withoutBuster(u)
		s.visited[u] = true
		if x.IsWorkerScript() {
			s.worker[u] = true
		}
		if kindOf(http.Header(x.ResponseHeader)) == notText {
			continue
		}
		urls = append(urls, u)
		if body, ok := gateway.PlainBody(x); ok && x.Status == http.StatusOK && !s.asked[u] {
			s.asked[u] = true
			s.take(u, http.Header(x.ResponseHeader), body)
		}
	}
	for _, script := range s.Scripts {
		if u, own := s.resolve(s.Origin, script); own {
			s.worker[u] = true
			urls = append(urls, u)
		}
	}
	for _, cached := range s.Cached {
		if u, own := s.resolve(s.Origin, cached); own && !isMedia(u) {
			urls = append(urls, u)
		}
	}
	s.read(ctx, urls)
}

// buster finds the parameter with which a worker's library gets past the HTTP
// cache when it stores a file: the file is the same without it. Workbox,
// sw-precache, Angular.
var buster = regexp.MustCompile(`([?&])(?:__WB_REVISION__|_sw-precache|ngsw-cache-bust)=[^&]*&?`)

func withoutBuster(u string) string { return strings.TrimRight(buster.ReplaceAllString(u, "$1"), "?&") }

// known returns the text of build A that the URL stands for. A query that nobody
// knows changes nothing on a server of files.
func (s *survey) known(u string) *text {
	if t := s.texts[u]; t != nil {
		return t
	}
	if t := s.texts[withoutBuster(u)]; t != nil {
		return t
	}
	return s.texts[withoutQuery(u)]
}

// readOn follows what texts name until nothing new comes.
func (s *survey) readOn(ctx context.Context) {
	for range maxRounds {
		before := len(s.texts)
		for _, r := range recognisers() {
			if r.read != nil && ctx.Err() == nil {
				r.read(ctx, s)
			}
		}
		if len(s.texts) == before {
			return
		}
	}
}

// read reads texts, side by side.
func (s *survey) read(ctx context.Context, urls []string) {
	var group errgroup.Group
	group.SetLimit(readers)
	for _, u := range urls {
		if s.asked[u] || len(s.asked) >= maxTexts+maxMissing {
			continue
		}
		s.asked[u] = true
		group.Go(func() error {
			s.readOne(ctx, u)
			return nil
		})
	}
	_ = group.Wait() // readOne has no error
}

func (s *survey) readOne(ctx context.Context, u string) {
	r, err := s.Get(ctx, u)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if s.visited[u] {
			s.unread = append(s.unread, u)
		}
		return
	}
	if r.Status == http.StatusOK {
		s.take(u, r.Header, r.Body)
	}
}

// take adds a text, if it is one.
func (s *survey) take(u string, header http.Header, body []byte) {
	k := kindOf(header)
	switch {
	case isWide(body):
		s.unread = append(s.unread, u)
	case k == notText, len(s.texts) >= maxTexts:
	case k == document && isAsset(u): // there is no such file
	default:
		s.texts[u] = &text{url: u, kind: k, header: header, body: body}
	}
}

// sorted returns the texts in the order of their URLs, so that a plan is the
// same each time.
func (s *survey) sorted() []*text {
	all := make([]*text, 0, len(s.texts))
	for _, t := range s.texts {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *text) int { return strings.Compare(a.url, b.url) })
	return all
}

// workerTexts returns the worker scripts and what they import.
func (s *survey) workerTexts() []*text {
	return slices.DeleteFunc(s.sorted(), func(t *text) bool { return !s.worker[t.url] })
}

// isMedia reports whether the URL has the ending of what is no text, or of a
// text that nobody is shown.
func isMedia(u string) bool {
	ending, _ := endingOf(u)
	switch ending {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp",
		".woff", ".woff2", ".ttf", ".otf", ".eot",
		".mp4", ".webm", ".m4v", ".mov", ".mp3", ".m4a", ".ogg", ".wav", ".flac",
		".wasm", ".pdf", ".zip", ".gz", ".br", ".map":
		return true
	}
	return false
}

// isAsset reports whether the URL has the ending of a text that pages are made
// of. A page that is answered under such a name says that there is no such file.
func isAsset(u string) bool {
	ending, _ := endingOf(u)
	switch ending {
	case ".js", ".mjs", ".cjs", ".css", ".json", ".webmanifest":
		return true
	}
	return false
}

// endingOf returns the ending of the file's name, in lower case, and what is
// before it.
func endingOf(u string) (ending, stem string) {
	parsed, err := url.Parse(u)
	if err != nil {
		return "", ""
	}
	name := path.Base(parsed.Path)
	ending = path.Ext(name)
	return strings.ToLower(ending), strings.TrimSuffix(name, ending)
}
