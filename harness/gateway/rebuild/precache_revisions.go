package rebuild

import (
	"context"
	"regexp"
)

func init() {
	register(recogniser{name: "precache-revisions", read: readEntries, recognise: recogniseRevisions})
}

// An entry is one of a list of what a worker stores at its installation, as
// Workbox and Serwist have it: {url, revision}, in any order and with or without
// quotes.
//
// Source: https://developer.chrome.com/docs/workbox/modules/workbox-precaching
type entry struct {
	url      string
	revision string // "" when there is none: the URL itself tells the version
	from, to int    // where the revision stands
	variable string // that holds it, where it does not stand in the entry
}

var (
	object      = regexp.MustCompile(`\{[^{}]*\}`)
	urlKey      = keyed(`url`)
	revisionKey = keyed(`revision`)
	noRevision  = regexp.MustCompile(`[{,]\s*["']?revision["']?\s*:\s*(?:null|undefined|void 0|"null")`)
)

// variable finds a revision that is held by a variable.
var variable = regexp.MustCompile(`[{,]\s*["']?revision["']?\s*:\s*([A-Za-z_$][\w$]*)\s*[,}]`)

// keyed matches a property with a string in any quotes.
func keyed(name string) *regexp.Regexp {
	return regexp.MustCompile(`[{,]\s*["'` + "`" + `]?` + name + `["'` + "`" + `]?\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|` + "`([^`$]*)`" + `)`)
}

// entries returns the entries in a script.
func entries(body []byte) []entry {
	var found []entry
	for _, o := range object.FindAllIndex(body, -1) {
		literal := body[o[0]:o[1]]
		url, from, _ := valueOf(urlKey, literal)
		if from < 0 {
			continue
		}
		revision, from, to := valueOf(revisionKey, literal)
		if from >= 0 || noRevision.Match(literal) {
			found = append(found, entry{url: url, revision: revision, from: o[0] + from, to: o[0] + to})
		} else if held := variable.FindSubmatch(literal); held != nil {
			found = append(found, heldBy(string(held[1]), body, url))
		}
	}
	return found
}

// heldBy returns the entry whose revision stands where a value is assigned to the
// variable.
func heldBy(name string, body []byte, url string) entry {
	e := entry{url: url, variable: name}
	assigned := regexp.MustCompile(`(?:^|[^\w$.])` + regexp.QuoteMeta(name) + `\s*=\s*(?:"([^"\n]+)"|'([^'\n]+)'|` + "`([^`$]+)`" + `|([\d.]+))`)
	if m := assigned.FindSubmatchIndex(body); m != nil {
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 {
				e.revision, e.from, e.to = string(body[m[i]:m[i+1]]), m[i], m[i+1]
			}
		}
	}
	return e
}

// valueOf returns the string of a property and where it stands; from is
// negative where there is none.
func valueOf(key *regexp.Regexp, literal []byte) (value string, from, to int) {
	match := key.FindSubmatchIndex(literal)
	for i := 2; i < len(match); i += 2 {
		if match[i] >= 0 {
			return string(literal[match[i]:match[i+1]]), match[i], match[i+1]
		}
	}
	return "", -1, -1
}

func readEntries(ctx context.Context, s *survey) {
	s.readListed(ctx, func(body []byte) (urls []string) {
		for _, e := range entries(body) {
			urls = append(urls, e.url)
		}
		return urls
	})
}

// readListed reads the texts that workers' lists name.
func (s *survey) readListed(ctx context.Context, listed func(body []byte) []string) {
	var urls []string
	for _, t := range s.workerTexts() {
		for _, ref := range listed(t.body) {
			if u, own := s.resolve(t.url, ref); own && !isMedia(u) {
				urls = append(urls, u)
			}
		}
	}
	s.read(ctx, urls)
}

// recogniseRevisions gives the texts among the entries other revisions. The URLs
// of entries without one are hashed names.
func recogniseRevisions(s *survey) change {
	found := false
	for _, t := range s.workerTexts() {
		for _, e := range entries(t.body) {
			found = true
			if u, own := s.resolve(t.url, e.url); own && e.variable != "" && e.revision == "" {
				s.limit("precache-revisions", u, "its revision "+e.variable+" is put together while the worker runs, so it stays")
			}
		}
	}
	if !found {
		return nil
	}
	return inWorkers(func(b *build, body []byte) []byte {
		shift := newShift(b.name)
		var edits []edit
		for _, e := range entries(body) {
			if e.revision != "" && !isMedia(e.url) {
				edits = append(edits, edit{e.from, e.to, shift.of(e.revision)})
			}
		}
		return apply(body, unique(edits))
	})
}

// anyWorkerText reports whether a script of a worker has something.
func (s *survey) anyWorkerText(has func(body []byte) bool) bool {
	for _, t := range s.workerTexts() {
		if has(t.body) {
			return true
		}
	}
	return false
}

// inWorkers makes a change that concerns the workers' scripts only.
func inWorkers(c func(b *build, body []byte) []byte) change {
	return func(b *build, t *text, body []byte) []byte {
		if !b.plan.survey.isWorkers(t.url) {
			return body
		}
		return c(b, body)
	}
}
