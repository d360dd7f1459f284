package matchers

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/onsi/gomega/types"
	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/freshness"
	"github.com/swcheck/swcheck/observation/likeness"
)

// A Deployed session knows when a new build took hold, and can ask the server
// what it gives in it. A harness.Session is one, after its Deploy.
type Deployed interface {
	Log
	Deployed() (gateway.Moment, bool)
	Now(ctx context.Context, url string) observation.Content
}

// BeFresh matches a visit that shows nothing of the build before the session's
// last deploy: all that belongs to the page was fetched after it, or asked for
// with a 304 for an answer, or has the very bytes that the server gives now,
// which the session is asked for. What the browser's own cache holds as the
// site's max-age has it, and what changes from request to request, is of no
// build. Former are visits of pages before the deploy, with the worker in
// charge: by them pages are told whose worker drops the numbers of exchanges.
//
// That there was no deploy, and that nothing tells the build, are errors.
func BeFresh(ctx context.Context, session Deployed, former ...observation.Visit) types.GomegaMatcher {
	return fresh(func(v observation.Visit) (freshness.Build, error) {
		moment, deployed := session.Deployed()
		if !deployed {
			return freshness.Build{}, errNotDeployed
		}
		b := freshness.Build{Log: session.Log(), Last: moment.Last, Before: former}
		b.Now = now(ctx, session, inQuestion(b, v))
		return b, nil
	})
}

var errNotDeployed = errors.New("nothing was deployed in the session, so nothing tells what is fresh")

// BeFreshBy is [BeFresh] for a build of which all is known, such as one that was
// saved.
func BeFreshBy(build freshness.Build) types.GomegaMatcher {
	return fresh(func(observation.Visit) (freshness.Build, error) { return build, nil })
}

func fresh(of func(observation.Visit) (freshness.Build, error)) types.GomegaMatcher {
	want := phrase{"show", "the new build"}
	return ofPages(want, func(v observation.Visit) (verdict, error) {
		build, err := of(v)
		if err != nil {
			return verdict{}, err
		}
		if stale := build.Stale(v); len(stale) > 0 {
			return verdict{false, phrase{"shows", "of the former build " + several(partsOf(build, stale))}}, nil
		}
		if reason := untold(build, v); reason != "" {
			return verdict{}, fmt.Errorf("nothing tells of which build %s is what it shows: %s", address(v), reason)
		}
		return verdict{true, phrase{"shows", "the new build"}}, nil
	})
}

// partsOf names parts of a page, who answered, and when they were fetched.
func partsOf(b freshness.Build, parts []observation.Request) []string {
	all := make([]string, 0, len(parts))
	for _, q := range parts {
		e, _ := b.Log.Exchange(q.Exchange)
		all = append(all, fmt.Sprintf("%s (%s, %s, fetched in exchange %d of build %s)", likeness.Path(q.URL), q.Destination, servedBy(q), q.Exchange, e.Build))
	}
	return all
}

// untold returns why nothing tells of which build a page is that shows nothing
// known to be of the former one, or "".
func untold(b freshness.Build, v observation.Visit) string {
	if remade := b.Untold(v); len(remade) > 0 {
		return "the worker makes its answer for " + likeness.Path(remade[0].URL) + " anew, and drops the number of the exchange"
	}
	numbered := false
	for _, q := range freshness.Shown(v) {
		numbered = numbered || q.Exchange > 0
		if !isFormer(b, q) || b.Age(q) != freshness.Ageless || b.Varies(q.URL) {
			continue
		}
		now, asked := b.Now[likeness.WithoutFragment(q.URL)]
		switch {
		case !asked:
			return "it is not known what the server gives now for " + likeness.Path(q.URL)
		case now.Error != "":
			return "the server cannot be asked for " + likeness.Path(q.URL) + " now: " + now.Error
		case now.Status != 200:
			return fmt.Sprintf("the server answers %d for %s now", now.Status, likeness.Path(q.URL))
		}
		return "the bytes of " + likeness.Path(q.URL) + " cannot be compared"
	}
	if !numbered {
		return "nothing of it carries the number of an exchange"
	}
	return ""
}

// isFormer reports whether a part was fetched before the deploy.
func isFormer(b freshness.Build, q observation.Request) bool {
	return q.Exchange > 0 && q.Exchange <= b.Last && q.ServedBy != observation.ByHTTPCache && !q.Memory
}

// inQuestion returns the URLs of the parts of which only the server can tell
// whether they are of the new build.
func inQuestion(b freshness.Build, v observation.Visit) []string {
	var urls []string
	for _, q := range freshness.Shown(v) {
		if isFormer(b, q) || q.Exchange == 0 && likeness.ByWorker(q.ServedBy) {
			urls = append(urls, likeness.WithoutFragment(q.URL))
		}
	}
	return urls
}

const (
	askingLimit = 10 * time.Second // for all URLs together
	askedAtOnce = 6
)

// now asks what the server gives for the URLs.
func now(ctx context.Context, session Deployed, urls []string) map[string]observation.Content {
	ctx, cancel := context.WithTimeout(ctx, askingLimit)
	defer cancel()
	var mu sync.Mutex
	contents := map[string]observation.Content{}
	var group errgroup.Group
	group.SetLimit(askedAtOnce)
	for _, url := range urls {
		group.Go(func() error {
			content := session.Now(ctx, url)
			mu.Lock()
			defer mu.Unlock()
			contents[url] = content
			return nil
		})
	}
	_ = group.Wait() // none of them fails: that there is no answer is told
	return contents
}
