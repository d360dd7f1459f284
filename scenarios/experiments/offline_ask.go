package experiments

import (
	"context"
	"net/url"
	"regexp"
	"strconv"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// destinations are the kinds of requests that are made for URLs never asked
// for, with the suffix that fits them.
var destinations = []struct{ name, suffix string }{
	{"image", ".png"}, {"script", ".js"}, {"style", ".css"}, {"font", ".woff2"}, {"fetch", ".json"},
}

// ask makes one request of each kind from the page that the tab shows, if a
// worker controls it.
func (use *offlineUse) ask(ctx context.Context, tab *harness.Tab, page observation.Visit) error {
	if page.Controller == "" {
		return nil
	}
	for _, d := range destinations {
		url := unheardOf(use.folder(), use.Target.URL, d.suffix)
		request, err := tab.Fetch(ctx, url, d.name)
		if isPageError(err) {
			use.crew.problem(err)
			return nil
		}
		if err != nil {
			return err
		}
		use.seen.Destinations = append(use.seen.Destinations,
			observation.DestinationProbe{Destination: d.name, Request: request})
	}
	return nil
}

// askFromAnother asks from another page that a worker controls, where the
// start page was not controlled.
func (use *offlineUse) askFromAnother(ctx context.Context) error {
	if len(use.seen.Destinations) > 0 {
		return nil
	}
	for _, p := range use.seen.Pages {
		if p.Offline == nil || p.Offline.Controller == "" {
			continue
		}
		return use.crew.work(ctx, []job{{p.URL, use.ask}})
	}
	return nil
}

var idName = regexp.MustCompile(`(?i)^(id|[a-z]+_?id|item|product|article|talk|post|page|p|nr|no|num|number)$`)

// otherItem returns the URL with the number in an id-like query parameter
// counted on by one, or "" where it has none.
func otherItem(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	query := u.Query()
	for name, values := range query {
		n, err := strconv.Atoi(values[0])
		if err != nil || !idName.MatchString(name) {
			continue
		}
		query.Set(name, strconv.Itoa(n+1))
		u.RawQuery = query.Encode()
		return u.String()
	}
	return ""
}
