package registration

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/scenarios/rules/script"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "registration/no-worker",
		Severity: finding.Error,
		Title:    "A service worker is registered",
		Failed:   "No service worker is registered",
		Why: "Without a worker a site works as long as the network does and no longer: offline, in a tunnel or on a dead Wi-Fi " +
			"visitors get the browser's error page, also for pages they have just read. A site that is meant to be online only can skip this rule.",
		Detected: "No session of the audit, each a fresh profile, saw a registration, although the pages loaded and came to rest. " +
			"Where a registration was tried and refused, the page's console says why.",
		Fix: "Register a worker on every page that visitors may land on, and let a rejected registration show in the log. " +
			"Workers need HTTPS or localhost.",
		Before: `<script src="/app.js"></script>`,
		After: `<script src="/app.js"></script>
<script>
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.register('/sw.js').catch(error => console.error('no offline support:', error))
  }
</script>`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Service_Worker_API/Using_Service_Workers",
			"https://web.dev/articles/service-workers-registration",
			"https://w3c.github.io/ServiceWorker/#navigator-service-worker-register",
		},
		Needs: []string{"first-visit"},
	}, Judge: noWorker})
}

func noWorker(o *observation.Observations) finding.Verdict {
	if len(sessions(o)) == 0 {
		return reading.NoVisit("a worker")
	}
	if r, ok := lastingWorker(o); ok {
		return judgeLasting(o, r)
	}
	if rule, found := script.Fault(o); found {
		return finding.DoesNotApply("a worker is registered in vain, see " + rule)
	}
	if fault, found := InstallFault(o); found {
		return finding.DoesNotApply("the worker that is registered does not install, see " + fault.Rule())
	}
	if refusedScope(o) != nil {
		return finding.DoesNotApply("the registration was refused for its scope, see registration/scope")
	}
	if r, removed := removedWorker(o); removed {
		return finding.Failing(fmt.Sprintf("the worker %s was installed and then unregistered by the site itself.", r.Versions[0].ScriptURL),
			finding.Evidence{Kind: finding.OfWorker, URL: r.Versions[0].ScriptURL, Text: "unregistered from the scope " + r.Scope})
	}
	if reason, judgeable := pagesWereSeen(o); !judgeable {
		return finding.CannotTell(reason)
	}
	if reason, stopped := firstVisitStopped(o); stopped {
		return finding.CannotTell("the first visit was not finished, and a worker may have been on its way: " + reason)
	}
	return failedForWantOfWorker(o)
}

func firstVisitStopped(o *observation.Observations) (reason string, stopped bool) {
	for _, i := range o.Incomplete {
		if i.Experiment == "first-visit" {
			return i.Reason, true
		}
	}
	return "", false
}

// lastingWorker returns a registration that is not known to have failed or
// gone, one that covers the start page before any other.
func lastingWorker(o *observation.Observations) (observation.Registration, bool) {
	var found observation.Registration
	ok := false
	for _, s := range sessions(o) {
		for _, r := range s.Registrations {
			if !alive(r) {
				continue
			}
			if !ok || reading.InScope(r.Scope, reading.StartPage(o)) {
				found, ok = r, true
			}
		}
	}
	return found, ok
}

func judgeLasting(o *observation.Observations, r observation.Registration) finding.Verdict {
	scriptURL := r.Versions[len(r.Versions)-1].ScriptURL
	if forNoPage(o, r) {
		return finding.Failing(fmt.Sprintf("the only worker, %s, is registered for %s, which is the URL of no page that was seen: it can receive pushes, and serves no visitor.", scriptURL, r.Scope),
			finding.Evidence{Kind: finding.OfWorker, URL: scriptURL, Text: "registered for the scope " + r.Scope})
	}
	return finding.Passed(fmt.Sprintf("%s is registered for %s", scriptURL, r.Scope))
}

// forNoPage reports whether a scope was chosen so that it covers no page, as
// libraries for push messages do: narrower than where the script lies, and no
// page that was seen, nor any link, lies within it.
func forNoPage(o *observation.Observations, r observation.Registration) bool {
	if !narrowerThanScript(r) {
		return false
	}
	for _, v := range reading.Visits(o) {
		if reading.InScope(r.Scope, v.URL) || reading.InScope(r.Scope, v.Final) || coversButForSlash(r.Scope, v.Final) {
			return false
		}
		for _, link := range v.Links {
			if reading.InScope(r.Scope, link.URL) {
				return false
			}
		}
	}
	return true
}

func removedWorker(o *observation.Observations) (observation.Registration, bool) {
	for _, s := range sessions(o) {
		for _, r := range s.Registrations {
			if anyInstalled(r) {
				return r, true
			}
		}
	}
	return observation.Registration{}, false
}

// pagesWereSeen reports whether any page loaded as visitors see it, so that a
// worker would have been registered.
func pagesWereSeen(o *observation.Observations) (reason string, ok bool) {
	start := reading.StartPage(o)
	if loginWall.MatchString(reading.Path(start)) && !loginWall.MatchString(reading.Path(o.Target)) {
		return "the start page leads to " + reading.Path(start) + ", and what lies behind the login was not seen", false
	}
	reason = "no page was visited online"
	for _, s := range sessions(o) {
		for _, v := range s.visits {
			why, usable := reading.Usable(&v)
			switch {
			case !usable:
				reason = why
			case v.Error != "":
				reason = fmt.Sprintf("%s could not be loaded: %s", reading.Path(v.URL), v.Error)
			case v.Status >= 400:
				reason = fmt.Sprintf("%s is answered with status %d", reading.Path(v.URL), v.Status)
			default:
				return "", true
			}
		}
	}
	return reason, false
}

var loginWall = regexp.MustCompile(`(?i)[/._-](log-?in|sign-?in|sso|oauth2?|authorize|authenticate)([/._?-]|$)`)

func failedForWantOfWorker(o *observation.Observations) finding.Verdict {
	start := reading.StartPage(o)
	if refused := script.Rejections(o); len(refused) > 0 {
		return finding.Failing(fmt.Sprintf("%s tries to register a worker, and the browser refuses: %s", start, refused[0].Reason), refused[0].Evidence())
	}
	for _, s := range sessions(o) {
		for _, e := range s.Exchanges {
			if e.IsWorkerScript() && e.Network == observation.Online {
				return finding.Failing(fmt.Sprintf("%s was asked for as a worker, and no registration came of it.", e.URL),
					finding.Evidence{Kind: finding.OfExchange, URL: e.URL, Text: fmt.Sprintf("asked for as a worker, %s, status %d", e.Outcome, e.Status), Exchange: e.ID})
			}
		}
	}
	if insecure(start) {
		return finding.Failing(fmt.Sprintf("%s is neither HTTPS nor loopback, where browsers offer no service workers.", start),
			finding.Evidence{Kind: finding.OfVisit, URL: start, Text: "no secure context"})
	}
	pages := pagesSeen(o)
	return finding.Failing(fmt.Sprintf("no page registered a worker: %s.", inPages(pages)),
		finding.Evidence{Kind: finding.OfVisit, URL: start, Text: "loaded and came to rest without registering a worker"})
}

func pagesSeen(o *observation.Observations) int {
	seen := map[string]bool{}
	for _, s := range sessions(o) {
		for _, v := range s.visits {
			seen[reading.WithoutFragment(v.URL)] = true
		}
	}
	return len(seen)
}

func inPages(n int) string {
	if n == 1 {
		return "one was visited"
	}
	return fmt.Sprintf("%d were visited", n)
}

// insecure reports whether the page is no secure context.
//
// Source: https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
func insecure(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	ip := net.ParseIP(host)
	return host != "localhost" && !strings.HasSuffix(host, ".localhost") && (ip == nil || !ip.IsLoopback())
}
