package registration

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/scenarios/rules/script"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "registration/scope",
		Severity: finding.Error,
		Title:    "The worker's scope covers the pages",
		Failed:   "The worker's scope does not cover the pages",
		Why: "A worker serves only pages whose URL begins with its scope. Pages outside of it are never controlled, however complete the cache is, " +
			"and navigator.serviceWorker.ready never resolves on them.",
		Detected: "The URLs of the start page, of the manifest's start_url and of the visited pages beside the start page are compared with " +
			"the scopes that are registered; a registration that the browser refused for its scope stands on the console. A worker that only pages within its scope register is theirs.",
		Fix: "Put the script where its folder covers all pages, at best in the root, or send Service-Worker-Allowed with it and pass the scope to register(). " +
			"Mind the slash at the end: the scope /app/ does not cover /app.",
		Before: `navigator.serviceWorker.register('/static/js/sw.js')   // scope: /static/js/`,
		After: `navigator.serviceWorker.register('/sw.js')             // scope: /

// or, with the header Service-Worker-Allowed: / on the script's answer
navigator.serviceWorker.register('/static/js/sw.js', { scope: '/' })`,
		References: []string{
			"https://w3c.github.io/ServiceWorker/#scope-match-algorithm",
			"https://w3c.github.io/ServiceWorker/#service-worker-allowed",
			"https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerContainer/register#scope",
		},
		Needs: []string{"first-visit"},
	}, Judge: scope})
}

func scope(o *observation.Observations) finding.Verdict {
	start := reading.StartPage(o)
	all := livingRegistrations(o)
	covered := func(address string) bool { return coveredBy(all, address) }
	switch refused := refusedScope(o); {
	case len(sessions(o)) == 0:
		return reading.NoVisit("a worker")
	case refused != nil && !covered(start):
		return finding.Failing(fmt.Sprintf("the browser refuses to register %s: %s", refused.Script, refused.Reason), refused.Evidence())
	case len(all) == 0:
		if verdict, none := Inactive(o); none {
			return verdict
		}
		return finding.DoesNotApply("the worker was unregistered again, see registration/no-worker")
	case covered(start) || controlled(o):
		return scopeBesideStart(o, covered)
	}
	return uncoveredStart(o, start, all)
}

// livingRegistrations returns the registrations of all sessions that have not
// failed or gone, each scope once.
func livingRegistrations(o *observation.Observations) []observation.Registration {
	var all []observation.Registration
	seen := map[string]bool{}
	for _, s := range sessions(o) {
		for _, r := range s.Registrations {
			if !alive(r) || seen[r.Scope] {
				continue
			}
			seen[r.Scope] = true
			all = append(all, r)
		}
	}
	return all
}

func coveredBy(all []observation.Registration, address string) bool {
	for _, r := range all {
		if reading.InScope(r.Scope, address) {
			return true
		}
	}
	return false
}

// controlled reports whether a load of the start page was controlled, which
// decides whatever the URLs look like after history changes.
func controlled(o *observation.Observations) bool {
	for _, s := range sessions(o) {
		for i, v := range s.visits {
			if v.Controller != "" && (i == 0 || reading.SameURL(v.URL, o.Target)) {
				return true
			}
		}
	}
	return false
}

// refusedScope returns the registration that the browser refused because its
// scope is wider than where the script lies.
func refusedScope(o *observation.Observations) *script.Rejection {
	for _, r := range script.Rejections(o) {
		if r.IsScope() {
			return &r
		}
	}
	return quietlyRefusedScope(o)
}

// quietlyRefusedScope finds the same where the page says nothing of it: a
// script that was fetched and never began to install, for a scope that its
// place does not allow.
//
// Source: https://w3c.github.io/ServiceWorker/#update-algorithm
func quietlyRefusedScope(o *observation.Observations) *script.Rejection {
	for _, s := range sessions(o) {
		for _, r := range s.Registrations {
			if len(r.Versions) != 1 || r.Versions[0].Reached(observation.Installing) {
				continue
			}
			url := r.Versions[0].ScriptURL
			for _, e := range s.Exchanges {
				if e.URL != url || !e.IsWorkerScript() || e.Status != 200 || strings.HasPrefix(r.Scope, folder(url)) ||
					e.ResponseHeader.Get("Service-Worker-Allowed") != "" {
					continue
				}
				return &script.Rejection{Scope: r.Scope, Script: url, Page: r.Scope,
					Reason: fmt.Sprintf("the scope %s lies outside of the script's folder, and no Service-Worker-Allowed header allows it", r.Scope)}
			}
		}
	}
	return nil
}

func uncoveredStart(o *observation.Observations, start string, all []observation.Registration) finding.Verdict {
	r := all[0]
	for _, candidate := range all {
		if coversButForSlash(candidate.Scope, start) || !narrowerThanScript(candidate) {
			r = candidate
			break
		}
	}
	scriptURL := r.Versions[len(r.Versions)-1].ScriptURL
	evidence := finding.Evidence{Kind: finding.OfWorker, URL: scriptURL, Text: "registered for the scope " + r.Scope}
	switch {
	case !reading.SameOrigin(start, scriptURL):
		return finding.CannotTell(fmt.Sprintf("the start page is %s, and the worker belongs to %s", start, reading.Origin(scriptURL)))
	case coversButForSlash(r.Scope, start):
		return finding.Failing(fmt.Sprintf("the scope %s does not cover %s: the page's URL lacks the slash at the end.", r.Scope, start), evidence)
	case forNoPage(o, r):
		return finding.DoesNotApply("the scope " + r.Scope + " is meant for no page, see registration/no-worker")
	case ofOtherPages(o, all):
		return finding.DoesNotApply(fmt.Sprintf("the start page registers no worker; that of %s belongs to the pages there, to be audited by themselves", r.Scope))
	}
	return finding.Failing(fmt.Sprintf("the scope %s of %s does not cover the start page %s.", r.Scope, scriptURL, start), evidence)
}

// ofOtherPages reports whether the workers are those of other pages: each
// covers one that was visited, and the start page alone registers none. An
// app in a folder is no fault of the page that links to it.
func ofOtherPages(o *observation.Observations, all []observation.Registration) bool {
	if o.FirstVisit == nil || o.Offline == nil || slices.ContainsFunc(o.FirstVisit.Registrations, alive) {
		return false
	}
	for _, r := range all {
		if !slices.ContainsFunc(o.Offline.Pages, func(p observation.PageUse) bool { return reading.InScope(r.Scope, p.Online.Final) }) {
			return false
		}
	}
	return true
}

// scopeBesideStart judges what else belongs to the site whose start page is
// covered: where an installed app opens, and the pages beside the start page.
// Other folders of the origin may be other sites.
func scopeBesideStart(o *observation.Observations, covered func(string) bool) finding.Verdict {
	if startURL, manifest, ok := manifestStart(o); ok && !covered(startURL) {
		return finding.Failing(fmt.Sprintf("the manifest's start_url %s is outside of the worker's scope: the installed app opens without it.", startURL),
			finding.Evidence{Kind: finding.OfProbe, URL: startURL, Text: "start_url of " + manifest})
	}
	if o.Offline == nil {
		return finding.Passed("the scope covers the start page")
	}
	verdict := finding.Passed("the scope covers the pages that were visited")
	for _, p := range o.Offline.Pages {
		if !beside(reading.StartPage(o), p.URL) {
			continue
		}
		if p.Online.Controller != "" || covered(p.URL) || covered(p.Online.Final) {
			verdict.Pages = append(verdict.Pages, finding.PageOutcome{URL: p.URL, Outcome: finding.Pass})
			continue
		}
		verdict.Outcome = finding.Fail
		verdict.Message = fmt.Sprintf("the scope covers the start page and not %s beside it.", p.URL)
		verdict.Evidence = append(verdict.Evidence, finding.Evidence{Kind: finding.OfVisit, URL: p.URL, Text: "outside of every scope"})
		verdict.Pages = append(verdict.Pages, finding.PageOutcome{URL: p.URL, Outcome: finding.Fail, Message: "outside of every scope"})
	}
	return verdict
}

// manifestStart returns the start_url of the manifest, resolved as browsers do
// it. One of another origin is ignored by browsers.
//
// Source: https://www.w3.org/TR/appmanifest/#start_url-member
func manifestStart(o *observation.Observations) (startURL, manifest string, ok bool) {
	for _, p := range o.Probes {
		if p.Purpose != observation.ProbeManifest || p.Body == "" {
			continue
		}
		var content struct {
			StartURL string `json:"start_url"`
		}
		base, err := url.Parse(p.URL)
		if err != nil || json.Unmarshal([]byte(p.Body), &content) != nil || content.StartURL == "" {
			continue
		}
		start, err := base.Parse(content.StartURL)
		if err == nil && reading.SameOrigin(start.String(), reading.StartPage(o)) {
			return start.String(), p.URL, true
		}
	}
	return "", "", false
}

// beside reports whether the page lies in the folder of the start page or
// below it.
func beside(start, page string) bool {
	return reading.SameOrigin(start, page) && strings.HasPrefix(page, folder(start))
}

// folder returns the URL up to the last slash of its path.
func folder(address string) string {
	plain := reading.WithoutQuery(address)
	return plain[:strings.LastIndexByte(plain, '/')+1]
}

// narrowerThanScript reports whether the scope was chosen narrower than what
// the place of the script allows, which nobody gets by mistake.
func narrowerThanScript(r observation.Registration) bool {
	allowed := folder(r.Versions[len(r.Versions)-1].ScriptURL)
	return r.Scope != allowed && strings.HasPrefix(r.Scope, allowed)
}

func coversButForSlash(scope, address string) bool {
	return strings.HasSuffix(scope, "/") && reading.WithoutQuery(address)+"/" == scope
}
