package experiments

import (
	"context"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"github.com/swcheck/swcheck/observation"
)

// destinations are the kinds of requests that are made for URLs never asked
// for, with the suffix that fits them.
var destinations = []struct{ name, suffix string }{
	{"image", ".png"}, {"script", ".js"}, {"style", ".css"}, {"font", ".woff2"}, {"fetch", ".json"},
}

// ask makes one request of each kind from a page that was opened online, that a
// worker controls and that is still open: so it can be asked also where no page
// opens offline.
func (use *offlineUse) ask(ctx context.Context) error {
	tab := use.crew.showing(use.controlled())
	if tab == nil {
		return nil
	}
	use.step("asks for URLs that no page has loaded")
	for _, d := range destinations {
		url := unheardOf(use.folder(), use.Target.URL, d.suffix)
		request, err := tab.Fetch(ctx, url, d.name)
		if isPageError(err) || isTimeout(err) && ctx.Err() == nil {
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

// holdControlled sees to it that a tab shows a page that a worker controls, where
// there is one: which pages the tabs show in the end is up to how they shared
// the visits.
func (use *offlineUse) holdControlled(ctx context.Context) error {
	if use.controlled() != "" {
		return nil
	}
	for _, p := range use.seen.Pages {
		if p.Online.Controller != "" {
			var again *observation.Visit
			return use.crew.work(ctx, nil, []job{{p.URL, keep(&again)}})
		}
	}
	return nil
}

// controlled returns a page that a tab still shows and a worker controls, or "".
func (use *offlineUse) controlled() string {
	for _, p := range use.seen.Pages {
		if p.Online.Controller != "" && use.crew.showing(p.URL) != nil {
			return p.URL
		}
	}
	return ""
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
	for _, name := range slices.Sorted(maps.Keys(query)) {
		n, err := strconv.Atoi(query.Get(name))
		if err != nil || !idName.MatchString(name) {
			continue
		}
		query.Set(name, strconv.Itoa(n+1))
		u.RawQuery = query.Encode()
		return u.String()
	}
	return ""
}
