package rebuild

import (
	"context"
	"net/url"
	"path"
	"slices"
	"strings"
)

const hashedNames = "hashed-names"

func init() {
	register(recogniser{name: hashedNames, read: readNamed, recognise: recogniseNames})
}

// readNamed reads the assets whose names tell a version and which only texts
// name, such as chunks that pages load later.
func readNamed(ctx context.Context, s *survey) {
	var open [][]string // URLs that a name may stand for
	for _, t := range s.sorted() {
		if !t.scanned {
			t.names, t.scanned = append(references(t.body), chunks(t.body)...), true
		}
		for _, name := range t.names {
			if all := s.targets(t, name); !slices.ContainsFunc(all, s.isRead) {
				open = append(open, all)
			}
		}
	}
	for try := 0; len(open) > 0; try++ {
		var urls []string
		for _, all := range open {
			if try < len(all) {
				urls = append(urls, all[try])
			}
		}
		if len(urls) == 0 {
			return
		}
		s.read(ctx, urls)
		open = slices.DeleteFunc(open, func(all []string) bool { return slices.ContainsFunc(all, s.isRead) })
	}
}

func (s *survey) isRead(u string) bool { return s.texts[u] != nil }

func recogniseNames(s *survey) change {
	if len(s.names.tokens) == 0 {
		return nil
	}
	return func(b *build, _ *text, body []byte) []byte { return b.table.rename(body) }
}

// learnNames learns the tokens in the names of assets whose bytes a new build
// changes: scripts, styles, data. Pictures and fonts stay the same, and so do
// names that tell of their content. It goes before the recognisers, because
// tokens stand in much else that they look at.
func (s *survey) learnNames() {
	s.listed = s.withoutRevision()
	for _, u := range s.unread {
		s.limit(hashedNames, u, "this text cannot be read, and may name assets whose names tell their version: all these stay as they are")
	}
	if len(s.unread) > 0 {
		return
	}
	shapes := s.shapes()
	for _, t := range s.sorted() {
		if isAsset(t.url) && !s.kept[t.url] {
			s.learn(t, shapes, s.listed[t.url] || isForever(t.header.Get("Cache-Control")))
		}
	}
	s.forgetKept()
	s.forgetUnnamed()
	s.noteLazy()
}

// withoutRevision returns the URLs that a worker's list has without a revision:
// the site says that they tell their version.
func (s *survey) withoutRevision() map[string]bool {
	listed := map[string]bool{}
	for _, t := range s.workerTexts() {
		for _, e := range entries(t.body) {
			if u, own := s.resolve(t.url, e.url); own && e.revision == "" && e.variable == "" {
				listed[u] = true
			}
		}
	}
	return listed
}

// A shape is what the names of a build tool have in common.
type shape struct {
	folder    string
	separator byte
	length    int
	lettering lettering
}

func shapeOf(u *url.URL, p place) shape {
	return shape{path.Dir(u.Path), p.separator, len(p.token), letteringOf(p.token)}
}

// shapes returns the shapes of names that certainly are made by a tool, among
// all that the browser asked for, pictures included.
func (s *survey) shapes() map[shape]bool {
	made := map[shape]bool{}
	note := func(raw string) {
		u, err := url.Parse(raw)
		if err != nil {
			return
		}
		_, stem := endingOf(raw)
		for _, p := range places(stem) {
			if !looksMade(p.token) {
				continue
			}
			known := shapeOf(u, p)
			made[known] = true
			if known.lettering == mixedCase {
				// A few of these have no letters of the one kind.
				known.lettering = upperCase
				made[known] = true
			}
		}
	}
	for u := range s.visited {
		note(u)
	}
	for u := range s.texts {
		note(u)
	}
	return made
}

// learn learns what tells the version in the URL of an asset: at most one token
// of its name, and folders.
func (s *survey) learn(t *text, shapes map[shape]bool, declared bool) {
	u, err := url.Parse(t.url)
	if err != nil {
		return
	}
	if t.kind == script || t.kind == style {
		for _, folder := range strings.Split(path.Dir(u.Path), "/") {
			if isFolderToken(folder) {
				s.names.learn(token{text: folder})
			}
		}
	}
	_, stem := endingOf(t.url)
	for _, p := range places(stem) {
		switch {
		case looksMade(p.token):
			s.names.learn(tokenIn(t, stem, p.token))
		case couldBeMade(p.token) && (declared || shapes[shapeOf(u, p)]):
			made := tokenIn(t, stem, p.token)
			if digits := countDigits(p.token); digits == 0 || digits == len(p.token) {
				// A word or a number may stand in texts by chance.
				if made.after = before(stem, p.token); made.after == nil {
					continue
				}
			}
			s.names.learn(made)
		default:
			continue
		}
		return
	}
}

// tokenIn makes the token of an asset. What data is called may be put together
// from what is no version, such as the key of a record: there the whole name is
// asked for.
func tokenIn(t *text, stem, made string) token {
	if t.kind != data {
		return token{text: made}
	}
	after := before(stem, made)
	if after == nil {
		after = []string{"/"}
	}
	return token{text: made, after: after}
}

// before returns what stands before the token in the name; nil for nothing.
func before(stem, made string) []string {
	if at := strings.LastIndex(stem, made); at > 0 {
		return []string{stem[:at]}
	}
	return nil
}

// forgetKept forgets tokens that stand in texts which stay as they are.
func (s *survey) forgetKept() {
	for u := range s.kept {
		if t := s.texts[u]; t != nil {
			for _, spot := range s.names.spots(t.body) {
				delete(s.names.tokens, spot.text)
			}
		}
	}
}

// forgetUnnamed forgets tokens that no text but the asset's own names: the page
// puts such a name together in a way that cannot be followed.
func (s *survey) forgetUnnamed() {
	named := map[string]bool{}
	for _, t := range s.sorted() {
		own := map[string]bool{}
		for _, spot := range s.names.spots([]byte(t.url)) {
			own[spot.text] = true
		}
		for _, spot := range s.names.spots(t.body) {
			if !own[spot.text] {
				named[spot.text] = true
			}
		}
	}
	for _, t := range s.sorted() {
		for _, spot := range s.names.spots([]byte(t.url)) {
			if !named[spot.text] && isAsset(t.url) {
				s.limit(hashedNames, t.url, "no text of the site names it as a whole, so it keeps its name and its bytes")
			}
		}
	}
	for text := range s.names.tokens {
		if !named[text] {
			delete(s.names.tokens, text)
		}
	}
}

// noteLazy notes the assets that texts name and no page has asked for. What the
// worker has asked for on its own may be stored, and is not loaded.
func (s *survey) noteLazy() {
	loaded := map[string]bool{}
	for _, x := range s.Exchanges {
		by, _ := s.resolve(x.RequestHeader.Get("Referer"), "")
		if u, own := s.resolve(x.URL, ""); own && !s.worker[by] {
			loaded[u] = true
		}
	}
	for _, t := range s.sorted() {
		if t.kind != script && t.kind != style || s.worker[t.url] || loaded[t.url] {
			continue
		}
		if len(s.names.spots([]byte(t.url))) > 0 {
			s.lazy = append(s.lazy, t.url)
		}
	}
}
