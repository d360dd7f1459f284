package experiments

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// What is asked for as nobody: each URL twice, because what differs from answer
// to answer tells nothing, and not more than some URLs.
const (
	nobodyTimes  = 2
	nobodyURLs   = 40
	nobodyAtOnce = 4
)

// readable has a session ask for answers without compression, and keep the
// bodies of those that may be about somebody until they are hashed.
func readable(o *harness.SessionOptions) {
	header := maps.Clone(o.Header)
	if header == nil {
		header = map[string]string{}
	}
	header["Accept-Encoding"] = "identity"
	o.Header = header
	o.KeepBody = func(e observation.Exchange) bool {
		return e.Method == http.MethodGet && e.Status == http.StatusOK && hasWords(e.ResponseHeader.Get("Content-Type"))
	}
}

// hasWords reports whether an answer of the type is one whose words can be told
// from its tokens. Scripts and styles are not looked at: they are everybody's.
func hasWords(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	kind = strings.TrimSpace(kind)
	return observation.IsHTML(kind) || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml") || kind == "text/plain"
}

// takePrints hashes the bodies that were kept and forgets them: they are
// private, and nobody shall find them in saved observations.
func takePrints(exchanges []observation.Exchange) []observation.Print {
	var prints []observation.Print
	for i := range exchanges {
		e := &exchanges[i]
		if e.Body != nil && int64(len(e.Body)) == e.BodyBytes {
			prints = append(prints, observation.Print{Exchange: e.ID, Hash: printOf(e.Body)})
		} else if e.Method == http.MethodGet && e.Status == http.StatusOK && e.Content() != "" {
			prints = append(prints, observation.Print{Exchange: e.ID, Hash: e.Content()})
		}
		e.Body = nil
	}
	return prints
}

var (
	tokens = regexp.MustCompile(`[A-Za-z0-9_\-+/=.~]{16,}`)
	digits = regexp.MustCompile(`[0-9]+`)
)

// printOf hashes a text without what differs from load to load.
func printOf(body []byte) string {
	body = tokens.ReplaceAllFunc(body, func(run []byte) []byte {
		if looksRandom(string(run)) || hasRandomPart(run) {
			return []byte("~")
		}
		return run
	})
	sum := sha256.Sum256(digits.ReplaceAll(body, []byte("0")))
	return hex.EncodeToString(sum[:])
}

// hasRandomPart reports whether a long run without separators has digits, small
// and capital letters, as base64 does and no word.
func hasRandomPart(run []byte) bool {
	return bytes.ContainsAny(run, "0123456789") && bytes.ContainsAny(run, "abcdefghijklmnopqrstuvwxyz") &&
		bytes.ContainsAny(run, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && !bytes.ContainsAny(run, "/.")
}

// askAsNobody asks the site, outside the browser and without any cookie, for
// what was fetched as a user and not seen without one.
func (s Setup) askAsNobody(ctx context.Context, seen *observation.Users) []observation.NobodyAnswer {
	urls := s.onlyUsers(seen)
	answers := make([][]observation.NobodyAnswer, len(urls))
	var group errgroup.Group
	group.SetLimit(nobodyAtOnce)
	for i, x := range urls {
		group.Go(func() error {
			for range nobodyTimes {
				probe := harness.Probe(ctx, x.URL, "nobody", s.asNobody(x))
				if probe.Error == "" {
					answers[i] = append(answers[i], nobodyAnswer(probe))
				}
			}
			return nil
		})
	}
	_ = group.Wait() // an answer that did not come is missing
	return slices.Concat(answers...)
}

func nobodyAnswer(probe observation.Probe) observation.NobodyAnswer {
	answer := observation.NobodyAnswer{URL: probe.URL, Status: probe.Status}
	if hasWords(probe.Header.Get("Content-Type")) {
		answer.Print = printOf([]byte(probe.Body))
	} else {
		sum := sha256.Sum256([]byte(probe.Body))
		answer.Print = hex.EncodeToString(sum[:])
	}
	return answer
}

// onlyUsers returns the exchanges, one for each URL, in which a user got
// something that nobody was seen to get.
func (s Setup) onlyUsers(seen *observation.Users) []observation.Exchange {
	sessions := []*observation.UserSession{&seen.UserSession}
	if seen.Expiry != nil {
		sessions = append(sessions, seen.Expiry)
	}
	everybodys := map[string]bool{}
	for _, session := range sessions {
		for _, e := range session.Exchanges {
			if e.User == "" {
				everybodys[e.URL+" "+session.Print(e.ID)] = true
			}
		}
	}
	asked := map[string]bool{}
	var all []observation.Exchange
	for _, session := range sessions {
		for _, e := range session.Exchanges {
			hash := session.Print(e.ID)
			if e.User == "" || hash == "" || asked[e.URL] || everybodys[e.URL+" "+hash] || !s.mayAsk(e) {
				continue
			}
			asked[e.URL] = true
			all = append(all, e)
		}
	}
	return all[:min(len(all), nobodyURLs)]
}

// mayAsk reports whether the request can be made again without any harm.
func (s Setup) mayAsk(e observation.Exchange) bool {
	parsed, err := url.Parse(e.URL)
	return err == nil && e.Outcome == observation.Answered && !e.IsWorkerScript() &&
		sameOrigin(e.URL, s.Target.URL) && actingURL(parsed) == "" && !hasToken(parsed)
}

// asNobody returns how the browser asked, without what told who asked.
func (s Setup) asNobody(e observation.Exchange) harness.ProbeOptions {
	o := harness.ProbeOptions{Insecure: s.Target.Insecure, RootCAs: s.Target.RootCAs, Header: map[string]string{}}
	for _, name := range []string{"Accept", "Accept-Language", "User-Agent", "X-Requested-With", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site"} {
		if value := e.RequestHeader.Get(name); value != "" {
			o.Header[name] = value
		}
	}
	maps.Copy(o.Header, s.Target.Header)
	return o
}
