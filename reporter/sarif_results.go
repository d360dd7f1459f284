package reporter

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// sarifResults makes the results of a run: one for each rule that failed and
// each URL that it is about, so that a page that is mended closes its own alert.
type sarifResults struct {
	index    map[string]int          // of the rules, by id
	seen     map[string]*sarifResult // by fingerprint
	list     []*sarifResult
	compared bool // with a baseline
}

func (s *sarifResults) of(r finding.Report, folder string) {
	for _, res := range r.Results {
		if res.Outcome != finding.Fail {
			continue
		}
		for _, subject := range res.Subjects(r.Target) {
			s.add(r.Target, folder, res, subject)
		}
	}
}

// add adds a result. What was found twice, such as with two profiles, or on two
// builds of one file, is one result.
func (s *sarifResults) add(target, folder string, res finding.Result, about finding.Subject) {
	id := clean(res.Rule)
	print := fingerprint(id, folder, about.Key)
	if had := s.seen[print]; had != nil {
		had.OccurrenceCount = max(had.OccurrenceCount, 1) + 1
		return
	}
	made := &sarifResult{
		RuleID: id, RuleIndex: s.index[id], Level: sarifLevel(res.Severity),
		Message:             sarifMessage(saidOf(target, res, about)),
		Locations:           []sarifLocation{sarifLocationOf(folder, about)},
		RelatedLocations:    sarifEvidence(target, folder, evidenceOf(about.URL, res.Evidence)),
		PartialFingerprints: sarifFingerprints{GitHub: print + ":1", Own: print},
		Properties:          sarifAbout{Target: clean(target), URL: clean(about.URL)},
	}
	if s.compared {
		made.BaselineState, made.Suppressions = sarifKnown(res, about.URL)
	}
	s.seen[print] = made
	s.list = append(s.list, made)
}

// saidOf is what the rule says of the page, or of all of it.
func saidOf(target string, res finding.Result, about finding.Subject) string {
	message, ofPage := res.SaidOf(about.URL)
	if ofPage {
		return atPlace(label(target, about.URL), clean(message))
	}
	return cmp.Or(clean(message), clean(res.Title), clean(res.Rule))
}

// fingerprint tells one finding from another, and is the same in each run.
func fingerprint(rule, folder, key string) string {
	sum := sha256.Sum256([]byte(rule + "\n" + folder + "\n" + key))
	return hex.EncodeToString(sum[:16])
}

// sarifKnown tells how a result stands to the baseline. A known one is
// suppressed, in the words of SARIF. GitHub does not look at that: its action
// dismiss-alerts does.
func sarifKnown(res finding.Result, about string) (state string, suppressions *[]sarifSuppression) {
	if res.Known = res.KnownOf(about); res.Known != nil {
		return "unchanged", &[]sarifSuppression{{"external", "accepted", knownWhy(res) + knownUntil(res)}}
	}
	if res.Expired != nil && !slices.Contains(res.New, about) {
		return "unchanged", &[]sarifSuppression{}
	}
	return "new", &[]sarifSuppression{}
}

// sarifEvidence is what was seen, each at its place.
func sarifEvidence(target, folder string, all []finding.Evidence) []sarifLocation {
	const most = 20
	var locations []sarifLocation
	for i, e := range all {
		said := evidenceLine(target, e)
		if i == most {
			said = fmt.Sprintf("%d more", len(all)-i)
		}
		text := sarifMessage(said)
		at := sarifLocationOf(folder, finding.SubjectOf(target, e.URL))
		at.ID, at.Message = i+1, &text
		locations = append(locations, at)
		if i == most {
			break
		}
	}
	return locations
}

// sarifLocationOf is the place of what a finding is about. A line is named
// because GitHub wants one; a response has none that would tell more.
func sarifLocationOf(folder string, about finding.Subject) sarifLocation {
	at := sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{URI: sarifPlace(folder, about.Key)}, Region: sarifRegion{StartLine: 1},
	}}
	if name := clean(about.URL); name != "" {
		at.Logical = []sarifLogical{{FullyQualifiedName: name, Kind: "resource"}}
	}
	return at
}

// sarifFolder is what pages of a target stand under. It does not name the host
// where there is one target only, so that alerts are the same on every port and
// for every preview of a site.
func sarifFolder(target string, several bool) string {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" || !several {
		return "site"
	}
	return sarifSegment(u.Host)
}

// sarifPlace is a URL as a file, such as site/about or cdn.example/app.js.
// GitHub takes paths of a repository only: it refuses URLs of http as those of
// another scheme than its checkout's, takes what stands before a colon for a
// scheme too, and wants the path to be the same in each run. Which of several
// URLs of one path it is, the logical location tells.
//
// Source: https://github.com/github/codeql-action/issues/754
func sarifPlace(folder, key string) string {
	bare := key
	if query := strings.IndexAny(key, "?#"); query >= 0 {
		bare = key[:query]
	}
	if _, rest, absolute := strings.Cut(bare, "://"); absolute {
		host, file, _ := strings.Cut(rest, "/")
		folder, bare = cmp.Or(sarifSegment(host), folder), "/"+file
	}
	if !strings.HasPrefix(bare, "/") {
		return folder
	}
	return folder + strings.TrimSuffix(sarifEscaped(path.Clean(bare)), "/")
}

func sarifSegment(host string) string {
	return sarifEscaped(strings.Trim(strings.ReplaceAll(clean(host), ":", "_"), "._"))
}

// sarifEscaped is text in which nothing stands that must not stand in a URI.
func sarifEscaped(text string) string {
	const kept = "-._~/*!$&'()+,;=@:?#"
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		switch {
		case c < 0x80 && (isLetterOrDigit(c) || strings.IndexByte(kept, c) >= 0), c == '%' && isEscape(text[i:]):
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func isLetterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// isEscape reports whether the text begins with a byte that is escaped.
func isEscape(text string) bool {
	if len(text) < 3 {
		return false
	}
	_, err := hex.DecodeString(text[1:3])
	return err == nil
}
