package script

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "script/long-lived",
		Severity: finding.Warning,
		Title:    "No cache keeps the worker's code from being updated",
		Failed:   "A cache may keep the worker's old code for long",
		Why: "After a deploy visitors stay on the old worker, and so on the old site, until that cache lets go of the file; " +
			"and a worker with a mistake cannot be replaced at once.",
		Detected: "Browsers ask for the main script past their own HTTP cache, so max-age on it alone does no harm and is not reported. " +
			"Reported are: a copy from a shared cache (Age) that may live for more than a day, max-age together with updateViaCache: 'all', " +
			"and an import with a name that never changes and a max-age of a day or more.",
		Fix: "Send Cache-Control: no-cache with the worker's script and with imports whose names carry no version, " +
			"also to the CDN (s-maxage=0), and leave updateViaCache at its default or set it to 'none'.",
		Before: `# everything that ends in .js lives for a year, in the CDN too
location ~ \.js$ { add_header Cache-Control "public, max-age=31536000"; }`,
		After: `location = /sw.js { add_header Cache-Control "no-cache"; }
location ~ \.js$  { add_header Cache-Control "public, max-age=31536000"; }`,
		References: []string{
			"https://w3c.github.io/ServiceWorker/#service-worker-registration-update-via-cache-mode",
			"https://developer.chrome.com/blog/fresher-sw",
			"https://www.rfc-editor.org/rfc/rfc9111#name-age",
		},
		Needs: []string{"first-visit"},
	}, Judge: longLived})
}

const day = 24 * time.Hour

func longLived(o *observation.Observations) finding.Verdict {
	_, version, ok := reading.Worker(o)
	rule, faulty := Fault(o)
	switch {
	case len(sessions(o)) == 0:
		return reading.NoVisit("a worker script")
	case faulty:
		return finding.DoesNotApply("browsers refuse the worker's script, see " + rule)
	case !ok:
		return finding.DoesNotApply("no service worker is registered, see registration/no-worker")
	}
	script := version.ScriptURL
	answers := browserAnswers(o, script)
	if a, probed := probeAnswer(o, script); probed {
		answers = append(answers, a)
	}
	var accepted []answer
	for _, a := range answers {
		if a.accepted() {
			accepted = append(accepted, a)
		}
	}
	if len(accepted) == 0 {
		return finding.CannotTell("no answer for " + script + " could be read, so its lifetime is not known")
	}
	for _, judge := range []func(*observation.Observations, []answer) (finding.Verdict, bool){keptByCDN, keptByBrowser, keptImport} {
		if verdict, bad := judge(o, accepted); bad {
			return verdict
		}
	}
	return finding.Passed(fmt.Sprintf("browsers ask for %s past their cache, and no shared cache may keep it for more than a day", script))
}

// keptByCDN finds a copy that comes from a shared cache, which tells by its
// age, and which that cache may keep for longer than browsers ever do. Hosts
// that empty their cache at each deploy send a max-age of 0, whatever the age.
func keptByCDN(_ *observation.Observations, answers []answer) (finding.Verdict, bool) {
	for _, a := range answers {
		age, err := strconv.Atoi(a.header.Get("Age"))
		if err != nil || age <= 0 {
			continue
		}
		if keeps := lifetime(a.header, true); keeps > day {
			return finding.Failing(fmt.Sprintf("%s comes from a shared cache that has had it for %s and may keep it for %s.", a.url, period(age), inWords(keeps)),
				a.evidence("Age: %d, Cache-Control: %s", age, a.header.Get("Cache-Control"))), true
		}
	}
	return finding.Verdict{}, false
}

// keptByBrowser finds the one mode in which a browser takes the main script
// from its own cache.
func keptByBrowser(o *observation.Observations, answers []answer) (finding.Verdict, bool) {
	registration, ok := registeredWithAll(o)
	if !ok {
		return finding.Verdict{}, false
	}
	for _, a := range answers {
		if keeps := lifetime(a.header, false); keeps >= time.Hour {
			return finding.Failing(fmt.Sprintf("%s is registered with updateViaCache: 'all' and may be kept for %s, of which browsers grant a day.", a.url, inWords(keeps)),
				a.evidence("Cache-Control: %s", a.header.Get("Cache-Control")),
				finding.Evidence{Kind: finding.OfWorker, URL: registration.Scope, Text: "registered with updateViaCache: 'all'"}), true
		}
	}
	return finding.Verdict{}, false
}

func registeredWithAll(o *observation.Observations) (observation.Registration, bool) {
	for _, log := range sessions(o) {
		for _, r := range log.Registrations {
			if r.UpdateViaCache == "all" {
				return r, true
			}
		}
	}
	return observation.Registration{}, false
}

// keptImport finds an import that browsers take from their cache at an update
// check, for a day at most, although its name stays the same when it changes.
func keptImport(o *observation.Observations, _ []answer) (finding.Verdict, bool) {
	for _, i := range imports(o) {
		keeps := lifetime(i.ResponseHeader, false)
		// What another site lets caches do is not this site's to change; that
		// it is imported at all is what script/third-party-import tells.
		if i.Status != 200 || keeps < day || versioned(i.URL) || !sameSite(i.URL, i.importer) {
			continue
		}
		return finding.Failing(fmt.Sprintf("the worker imports %s, which may be kept for %s under a name without a version: a change of it is seen up to a day late.", i.URL, inWords(keeps)),
			finding.Evidence{Kind: finding.OfExchange, URL: i.URL, Exchange: i.ID, Text: "Cache-Control: " + i.ResponseHeader.Get("Cache-Control")}), true
	}
	return finding.Verdict{}, false
}

// lifetime returns for how long a cache may answer without asking.
//
// Source: https://www.rfc-editor.org/rfc/rfc9111#name-calculating-freshness-lifet
func lifetime(h observation.Header, shared bool) time.Duration {
	directives := map[string]string{}
	for _, part := range strings.Split(strings.ToLower(strings.Join(h["Cache-Control"], ",")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		directives[name] = strings.Trim(value, `"`)
	}
	for _, never := range []string{"no-store", "no-cache"} {
		if _, set := directives[never]; set {
			return 0
		}
	}
	value, set := directives["s-maxage"]
	if !shared || !set {
		value = directives["max-age"]
	}
	seconds, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// A hash (-4f3a9c21, .BkX9_w3z) or a version (7.3.0, v=12) in a URL.
var (
	hashInName    = regexp.MustCompile(`[-._/=]([0-9A-Za-z_]{8,})(?:[-./&]|$)`)
	looksRandom   = regexp.MustCompile(`\d|[a-z][A-Z]`) // what is no word
	versionInName = regexp.MustCompile(`\d+\.\d+|[?&](?:v|ver|version|rev|hash|h|t)=\w|[-_./@]v?\d+\b`)
)

// versioned reports whether the URL changes when its content does, by the look
// of it.
func versioned(address string) bool {
	path := reading.Path(address)
	if versionInName.MatchString(path) {
		return true
	}
	for _, found := range hashInName.FindAllStringSubmatch(path, -1) {
		if looksRandom.MatchString(found[1]) {
			return true
		}
	}
	return false
}

func period(seconds int) string { return inWords(time.Duration(seconds) * time.Second) }

func inWords(d time.Duration) string {
	switch {
	case d >= 2*day:
		return fmt.Sprintf("%d days", d/day)
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	}
	return d.String()
}

// IsLongLived reports whether a cache may keep the worker's script, which is
// then the reason why its visitors do not get another one.
func IsLongLived(o *observation.Observations) bool { return longLived(o).Outcome == finding.Fail }
