package offline

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: wrongItem, Rule: finding.Rule{
		ID:       "offline/wrong-item",
		Severity: finding.Error,
		Title:    "A query is not answered with the page of another query",
		Failed:   "The page of one query is shown for another",
		Why:      "A visitor asks for one product, article or talk and is shown another, under the URL of the one they asked for, and nothing tells them. That is worse than an error page.",
		Detected: "A page with a query is visited, and offline one whose URL differs in the value of a parameter only. What is shown there has the very bytes that were fetched for the first URL (by their stamp) and its text. Only parameters that name what is wanted count, such as id, page or q.",
		Fix:      "Take ignoreSearch out of the match, and leave out only the parameters that do not matter: remove them from the URL before storing and before looking it up, or name them in Workbox's ignoreURLParametersMatching.",
		Before:   `const response = await caches.match(event.request, {ignoreSearch: true});`,
		After: `const url = new URL(event.request.url);
for (const name of [...url.searchParams.keys()]) {
  if (/^utm_|^fbclid$|^gclid$/.test(name)) url.searchParams.delete(name);
}
const response = await caches.match(url.href);`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Cache/match#ignoresearch",
			"https://w3c.github.io/ServiceWorker/#request-matches-cached-item-algorithm",
			"https://developer.chrome.com/docs/workbox/modules/workbox-precaching#ignore_url_parameters",
		},
		Needs: []string{"offline"},
	}})
}

// What is shown for the other item must be this much like the first one's
// page: a document that renders by its query would differ.
const sameItem = 0.95

func wrongItem(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	for _, item := range use.Items {
		judgeItem(o, item, &pages)
	}
	for _, page := range use.Pages {
		if page.Offline != nil && isWrongItem(o, page.URL, *page.Offline) {
			failItem(o, *page.Offline, &pages)
		}
	}
	if pages.Empty() {
		return finding.DoesNotApply("no two pages were found whose URLs differ in the query only")
	}
	return pages.Verdict("no page was shown for the query of another")
}

func judgeItem(o *observation.Observations, item observation.Variant, pages *reading.Pages) {
	address := item.Visit.URL
	switch reason, ok := reading.Usable(&item.Visit); {
	case !ok:
		pages.CannotTell(address, reason)
	case isWrongItem(o, address, item.Visit):
		failItem(o, item.Visit, pages)
	case !matters(item.Page, address) && showsBytesOf(o, item.Page, item.Visit):
		pages.Skip(address, "nothing tells whether "+reading.Path(address)+" and "+reading.Path(item.Page)+" are different pages")
	default:
		pages.Pass(address, "is not answered with "+reading.Path(item.Page))
	}
}

func failItem(o *observation.Observations, v observation.Visit, pages *reading.Pages) {
	of := reading.Source(o.Offline.SessionLog, v)
	message := fmt.Sprintf("%s shows the page of %s offline, %s", reading.Path(v.URL), reading.Path(of), reading.From(v))
	pages.Fail(v.URL, message, reading.OfVisit(v, "shows the bytes that were fetched for "+reading.Path(of)))
}

// isWrongItem reports whether a visit shows the bytes and the text of a
// visited page whose URL has another value for a parameter that matters.
func isWrongItem(o *observation.Observations, address string, v observation.Visit) bool {
	if v.Error != "" || o.Offline == nil {
		return false
	}
	for _, other := range o.Offline.Pages {
		if !matters(other.URL, address) || !showsBytesOf(o, other.URL, v) {
			continue
		}
		if own := pageAt(o, address); own != nil && reading.Similarity(own.Online.Text, other.Online.Text) >= sameItem {
			continue // online they are the same as well
		}
		if !reading.Blank(v) && reading.Similarity(v.Text, other.Online.Text) >= sameItem {
			return true
		}
	}
	return false
}

func showsBytesOf(o *observation.Observations, page string, v observation.Visit) bool {
	return reading.SameURL(reading.Source(o.Offline.SessionLog, v), page)
}

func pageAt(o *observation.Observations, address string) *observation.PageUse {
	for i, p := range o.Offline.Pages {
		if reading.SameURL(p.URL, address) {
			return &o.Offline.Pages[i]
		}
	}
	return nil
}

// naming matches parameters whose value says what is wanted. All others, such
// as ref, tab, sort or replytocom, may lead to the same page.
var naming = regexp.MustCompile(`(?i)^(id|[a-z]+[_-]id|(item|product|article|talk|post|user|page|event|news|topic|thread)id|` +
	`item|product|article|talk|post|page|p|nr|no|num|number|q|query|search|s|slug|name|title|cat|category|tag|topic|` +
	`user|author|date|day|month|year|lang|locale|sku|isbn)$`)

// visiting are those among them that name a visit or visitor.
var visiting = map[string]bool{"session_id": true, "client_id": true, "visitor_id": true, "click_id": true, "campaign_id": true, "ad_id": true, "mc_id": true}

// matters reports whether two URLs have one path and differ in the value of a
// parameter that both have and that says what is wanted. A parameter that only
// one has may stand for a default.
func matters(a, b string) bool {
	if reading.WithoutQuery(a) != reading.WithoutQuery(b) {
		return false
	}
	one, errA := url.Parse(a)
	other, errB := url.Parse(b)
	if errA != nil || errB != nil {
		return false
	}
	values := other.Query()
	for name, value := range one.Query() {
		theirs, both := values[name]
		if both && !slices.Equal(value, theirs) && naming.MatchString(name) && !visiting[strings.ToLower(name)] {
			return true
		}
	}
	return false
}
