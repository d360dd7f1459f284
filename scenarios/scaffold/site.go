package scaffold

import (
	"net/url"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// A Site is what is known of the site that files are made for.
type Site struct {
	Target   string
	Given    string   // the URL that was given, where it leads to the target's origin from another one
	Title    string   // of the start page; "" where it is no use in a scenario
	Status   int      // of the start page
	Pages    []string // besides the start page, relative to the target
	Insecure bool     // its certificate cannot be verified

	// NoWorker tells why no worker is in charge of the pages, as the audit says
	// it; "" where one is.
	NoWorker string
	Claims   bool // the worker takes pages in charge that were open before it

	// Besides is what an audit says of workers that are not in charge, where
	// another one is.
	Besides []string

	Login *Login // the form that asks for a password on the page that is shown first; nil where there is none

	Visited   []Visited
	Unvisited Unvisited
	Deploy    Deploy

	// Headers and Cookies let swcheck in. Their values are secret, so the
	// configuration takes them from the environment.
	Headers, Cookies []Secret
}

// Visited are pages that were visited online and show the same kind of thing
// offline.
type Visited struct {
	Shows finding.Shows // what they are to show
	Today string        // what they show in its place; "" where it is that
	Pages []string      // relative to the target

	Another bool // other pages do open
}

// Unvisited is a page that was never visited.
type Unvisited struct {
	Page     string // relative to the target
	Fallback bool   // it is to show the site's fallback; else any page of the site
	Title    string // of that fallback, where only that tells: the worker's code makes it
	Today    string // what it shows in its place; "" where it is that
}

// Deploy is how a new build reached a visitor who knows the site.
type Deploy struct {
	NewWorker bool   // it brings a new version of the worker
	Untold    bool   // the worker's code makes the page: no number tells of which build it is
	Reopen    bool   // the new build comes when all tabs have been closed, and not before
	Fresh     bool   // it was there when the scenario expects it
	Today     string // what an audit says against it; "" where it says nothing
}

// How many pages a scenario tries out: enough to see that it is not only the
// start page, few enough to be quick.
const pagesPerScenario = 3

// Look reads what is known of a site from what an audit saw and said. The audit
// needs the experiments first-visit, offline and deploy. The form is what the
// page that is shown first asks a password with, or nil.
func Look(seen *observation.Observations, report finding.Report, form *Form) Site {
	s := Site{Target: target(seen, report, form != nil), Claims: report.Worker.ControlsFirstVisit}
	if !sameOrigin(s.Target, report.Target) {
		s.Given = report.Target
	}
	s.Login = s.login(seen, form)
	if len(report.Pages) > 0 {
		s.Status, s.Title = report.Pages[0].Online.Status, usableTitle(report.Pages[0].Online.Title)
	}
	for _, p := range report.Pages[min(1, len(report.Pages)):] {
		if path, ok := s.path(p.URL); ok {
			s.Pages = append(s.Pages, path)
		}
	}
	s.NoWorker, s.Besides = inCharge(seen, report)
	s.Visited = s.visited(report)
	s.Unvisited = s.unvisited(seen, report)
	s.Deploy = deploy(seen, report)
	return s
}

// target returns the URL that was given, or where that leads when it leads to
// another origin: that is the one whose pages were seen. Where they ask for a
// password the site is another one, to which the login leads back. A query with a
// secret is left out.
func target(seen *observation.Observations, report finding.Report, asksPassword bool) string {
	target := report.Target
	if start := reading.StartPage(seen); !sameOrigin(start, target) && !asksPassword {
		target = start
	}
	if strings.Contains(target, observation.Redacted) {
		target = reading.WithoutQuery(target)
	}
	return target
}

// failure returns what a rule that failed says, or "".
func failure(report finding.Report, rules ...string) string {
	for _, r := range report.Results {
		if r.Outcome == finding.Fail && slices.Contains(rules, r.Rule) {
			return r.Message
		}
	}
	return ""
}

// visited sorts the pages by what they show offline: what works comes first.
func (s *Site) visited(report finding.Report) []Visited {
	var groups []Visited
	for _, p := range report.Pages {
		path, ok := s.path(p.URL)
		if !ok || p.Offline == nil || p.Online.Status >= 400 {
			continue
		}
		shows, today := wanted(p)
		at := slices.IndexFunc(groups, func(g Visited) bool { return g.Shows == shows && g.Today == today })
		if at < 0 {
			groups, at = append(groups, Visited{Shows: shows, Today: today}), len(groups)
		}
		if len(groups[at].Pages) < pagesPerScenario {
			groups[at].Pages = append(groups[at].Pages, path)
		}
	}
	slices.SortStableFunc(groups, func(a, b Visited) int { return rank(a) - rank(b) })
	for i := range groups {
		groups[i].Another = i > 0
		if of := &groups[i]; of.Shows == finding.ShowsShell && len(of.Pages) > 1 && of.Pages[0] == s.Start() {
			of.Pages = of.Pages[1:] // a shell is known by standing in for several pages
		}
	}
	return groups
}

// wanted returns what a visited page is to show offline, and what it shows in
// its place.
func wanted(p finding.Page) (shows finding.Shows, today string) {
	switch p.Offline.Shows {
	case finding.ShowsPage, finding.ShowsShell, finding.ShowsFallback:
		return p.Offline.Shows, ""
	case finding.ShowsError:
		return finding.ShowsPage, "the browser's error page"
	case finding.ShowsBlank:
		return finding.ShowsPage, "nothing at all"
	}
	return finding.ShowsPage, "another page"
}

func rank(v Visited) int {
	if v.Today != "" {
		return 3
	}
	return slices.Index([]finding.Shows{finding.ShowsPage, finding.ShowsShell, finding.ShowsFallback}, v.Shows)
}

// unvisited chooses the page that a visitor has not seen: a real one that the
// site links to, where it is not stored, else one that does not exist.
func (s *Site) unvisited(seen *observation.Observations, report finding.Report) Unvisited {
	u := Unvisited{Page: s.neverThere(seen), Fallback: report.Offline.Fallback.Present}
	if seen.Offline == nil {
		return u
	}
	if unknown := seen.Offline.Unknown; unknown != nil {
		u.Today = missing(*unknown)
	}
	if real := seen.Offline.Unvisited; real != nil {
		today := missing(*real)
		if path, ok := s.path(real.URL); ok && (today != "" || showsFallback(seen, *real)) {
			u.Page, u.Today = path, today
		}
	}
	if _, fallback := reading.Fallback(seen); fallback != nil && fallback.Exchange == 0 {
		u.Title = usableTitle(fallback.Title)
	}
	u.Fallback = u.Fallback || u.Today != ""
	return u
}

// missing tells what a page shows that shows nothing of the site, or "".
func missing(v observation.Visit) string {
	switch {
	case v.Error != "":
		return "the browser's error page, with " + v.Error
	case reading.Blank(v):
		return "nothing at all"
	}
	return ""
}

func showsFallback(seen *observation.Observations, v observation.Visit) bool {
	_, fallback := reading.Fallback(seen)
	return fallback != nil && v.Title == fallback.Title && reading.Similarity(v.Text, fallback.Text) > nearlyTheSame
}

const nearlyTheSame = 0.9

// neverThere returns the path of a page that does not exist, where the worker
// is in charge.
func (s *Site) neverThere(seen *observation.Observations) string {
	const name = "never-visited"
	if seen.Offline == nil || seen.Offline.Unknown == nil {
		return "/" + name
	}
	u, err := url.Parse(seen.Offline.Unknown.URL)
	if err != nil {
		return "/" + name
	}
	return u.ResolveReference(&url.URL{Path: name}).EscapedPath()
}

// aboutDeploys are the rules that say that visitors do not get a new build, the
// gravest first.
var aboutDeploys = []string{
	"update/stale-forever", "update/dead-shell", "update/old-cache-wins", "script/unchanged-deploy", "update/version-skew", "update/loads-until-fresh",
}

func deploy(seen *observation.Observations, report finding.Report) Deploy {
	d := Deploy{Fresh: true}
	for _, id := range aboutDeploys {
		if d.Today = failure(report, id); d.Today != "" {
			break
		}
	}
	rounds := reading.Rounds(seen)
	if len(rounds) == 0 {
		return d
	}
	changed, known := rounds[0].ScriptChanged()
	d.NewWorker = changed && known || rounds[0].IsNew(rounds[0].LastActive())
	if pages := rounds[0].Pages(); len(pages) > 0 {
		loads := pages[0].Loads
		old, fresh := reading.OldLoads(loads)
		d.Reopen = fresh && loads[old].Reopened
		d.Untold = slices.ContainsFunc(loads, func(l reading.LoadAfter) bool { return l.Visit.Exchange == 0 && l.Visit.Error == "" })
		d.Fresh = fresh && (d.Reopen || old < loadsUntilFresh)
	}
	return d
}

// loadsUntilFresh is how many loads the scenario gives a new build.
const loadsUntilFresh = 2

// path returns a page of the site as it is written in its files. It is false for
// one that cannot be visited again: of another origin, or with a secret that was
// taken out.
func (s *Site) path(page string) (string, bool) {
	u, err := url.Parse(page)
	if err != nil || !sameOrigin(page, s.Target) || strings.Contains(page, observation.Redacted) {
		return "", false
	}
	return u.RequestURI(), true
}

func sameOrigin(a, b string) bool {
	ua, errA := url.Parse(a)
	ub, errB := url.Parse(b)
	return errA == nil && errB == nil && ua.Scheme == ub.Scheme && ua.Host == ub.Host
}

// usableTitle returns a title that the page will have the next time too, as far
// as that can be told.
func usableTitle(title string) string {
	const longest = 100
	if len(title) > longest || strings.Contains(title, observation.Redacted) {
		return ""
	}
	return title
}
