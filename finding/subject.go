package finding

import (
	"net"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"
)

// A Subject is one thing that a finding is about: a page, or another URL. Two
// runs speak of the same thing where rule and Key are the same.
type Subject struct {
	URL string // as the report has it; "" where the finding names none
	Key string // the same, with a * for what differs from run to run and from build to build; a path on the target's own origin

	same []string // further ways to write it
}

// Subjects returns what the result is about: the pages on which it failed; for
// a rule that does not judge page by page what the first evidence shows, and
// further evidence of its kind. Evidence of other kinds tells circumstances,
// such as the worker that stored what should not be stored.
func (r Result) Subjects(target string) []Subject {
	var urls []string
	for _, p := range r.Pages {
		if p.Outcome == Fail {
			urls = append(urls, p.URL)
		}
	}
	if len(urls) == 0 {
		for _, e := range r.Evidence {
			if e.URL != "" && e.Kind == r.Evidence[0].Kind {
				urls = append(urls, e.URL)
			}
		}
	}
	var all []Subject
	for _, u := range urls {
		if s := SubjectOf(target, u); s.Key != "" {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return []Subject{{}} // the finding names nothing
	}
	return all
}

// SubjectOf returns what a URL is about. One of the target's own origin is a
// path: a site under test has another port in each run, and another host for
// each who runs it.
func SubjectOf(target, raw string) Subject {
	s := Subject{URL: raw, Key: plain(raw), same: []string{plain(raw)}}
	u, err := url.Parse(raw)
	base, baseErr := url.Parse(target)
	if err != nil || baseErr != nil || u.Host == "" {
		return s
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Scheme == base.Scheme && u.Host == base.Host {
		u.Scheme, u.Host, u.User = "", "", nil
		if u.Path == "" {
			u.Path = "/"
		}
		s.same = append(s.same, plain(u.String()))
	}
	s.Key = steady(*u)
	return s
}

// Fits reports whether the pattern, in which * stands for any text, is of the
// subject.
func (s Subject) Fits(pattern string) bool {
	for _, text := range append(s.same, s.Key) {
		if matches(pattern, text) {
			return true
		}
	}
	return false
}

func matches(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	rest, begins := strings.CutPrefix(text, parts[0])
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return begins && strings.HasSuffix(rest, parts[len(parts)-1])
}

var (
	// probes are what the experiments ask for to see how a site answers for
	// what it does not have. Of what kind the first one is that is answered
	// wrongly, a script or a style, is chance.
	probes = regexp.MustCompile(`swcheck-[0-9a-f]{10}(?:\.[a-z0-9]+)?|\bswcheck=\d+`)

	// versions are parameters by which sites tell one build of a file from the
	// next.
	versions = regexp.MustCompile(`([?&](?:v|ver|version|rev|revision|hash|build)=)[^&]*`)

	hexHash   = regexp.MustCompile(`^[0-9a-f]{8,64}$`)
	mixedHash = regexp.MustCompile(`^[0-9A-Za-z]{8,24}$`)
)

// assets are the endings of files that builds name after their content. Pages
// are not among them: what looks like a hash in their address names the page.
var assets = map[string]bool{}

func init() {
	for _, ending := range strings.Fields("js mjs css map wasm json webmanifest png jpg jpeg gif webp avif svg ico woff woff2 ttf mp4 webm mp3") {
		assets["."+ending] = true
	}
}

// steady writes a URL with a * for each part that differs from run to run or
// from build to build.
func steady(u url.URL) string {
	if address := net.ParseIP(u.Hostname()); u.Port() != "" && (u.Hostname() == "localhost" || address != nil && address.IsLoopback()) {
		u.Host = strings.TrimSuffix(u.Host, u.Port()) + "*"
	}
	folder, name := path.Split(SteadyText(u.EscapedPath()))
	text := folder + name
	if assets[strings.ToLower(path.Ext(name))] {
		text = folder + unhashed(name)
	}
	if u.Host != "" {
		text = u.Scheme + "://" + u.Host + text
	}
	if u.RawQuery != "" {
		query := "?" + u.RawQuery
		if assets[strings.ToLower(path.Ext(name))] {
			query = versions.ReplaceAllString(query, "$1*")
		}
		text += query
	}
	return plain(SteadyText(text))
}

// SteadyText is text with a * for what probes are told apart by.
func SteadyText(text string) string {
	return probes.ReplaceAllStringFunc(text, func(probe string) string { return probe[:len("swcheck-")] + "*" })
}

// unhashed puts a * in the place of hashes in a file's name.
func unhashed(name string) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(name, isSeparator) {
		at := strings.Index(name, part)
		b.WriteString(name[:at])
		name = name[at+len(part):]
		if isHash(part) {
			part = "*"
		}
		b.WriteString(part)
	}
	return b.String() + name
}

func isSeparator(r rune) bool { return strings.ContainsRune(".-_~", r) }

// isHash tells hashes from words and dates: hexadecimal with letters and
// digits, or letters of both cases with digits.
func isHash(part string) bool {
	digits := strings.ContainsFunc(part, unicode.IsDigit)
	switch {
	case hexHash.MatchString(part):
		return digits && strings.ContainsAny(part, "abcdef") || len(part) >= 16
	case mixedHash.MatchString(part):
		return digits && strings.ContainsFunc(part, unicode.IsUpper) && strings.ContainsFunc(part, unicode.IsLower)
	}
	return false
}

// longest is where a URL is cut, in characters; the rest of it is a *.
const longest = 500

// plain is text on one line without anything that an editor would not show:
// a site may have chosen it.
func plain(text string) string { return Cut(Printable(text), longest, "*") }

// Cut cuts text to a number of characters and puts the end behind what was cut.
func Cut(text string, most int, end string) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + end
	}
	return text
}

// Printable is text on one line without what an editor would not show.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) && r != ' ' {
			return -1
		}
		return r
	}, strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " "))
}

// SaidOf returns what the result says of a URL: of a page what it says of that
// page, where it does, else the message of all of it.
func (r Result) SaidOf(url string) (message string, ofPage bool) {
	for _, p := range r.Pages {
		if p.URL == url && p.Outcome == r.Outcome && p.Message != "" {
			return p.Message, true
		}
	}
	return r.Message, false
}
