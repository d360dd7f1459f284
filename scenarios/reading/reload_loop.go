package reading

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// A ReloadLoop is a page that loads itself again and again after a deploy.
type ReloadLoop struct {
	URL      string
	Loads    int // by itself, that were seen
	Build    string
	Evidence finding.Evidence
}

// One load by itself brings a new version to a page that waits for it. More are
// none.
const updateReloads = 1

// FindReloadLoop returns the page that loads itself more than once after a
// deploy, in the tab that stays open or at a load, and did not do so before.
func FindReloadLoop(o *observation.Observations) (ReloadLoop, bool) {
	if o.Deploy == nil {
		return ReloadLoop{}, false
	}
	usual := updateReloads
	for _, v := range o.Deploy.Before {
		_, again := loadedAgain(v.Navigations)
		usual = max(usual, again)
	}
	for _, r := range o.Deploy.Rounds {
		if r.Open != nil {
			// These are all by the page itself, so the first is one, too.
			if url, again := loadedAgain(r.Open.Navigations); again+1 > usual && url != "" {
				return loopOf(r.Build, url, again+1, "in the tab that stays open"), true
			}
		}
		for _, loads := range [][]observation.DeployLoad{r.Loads, r.Reopened} {
			for i, load := range loads {
				if url, again := loadedAgain(load.Visit.Navigations); again > usual {
					return loopOf(r.Build, url, again, fmt.Sprintf("at load %d", i+1)), true
				}
			}
		}
	}
	return ReloadLoop{}, false
}

func loopOf(build, url string, loads int, where string) ReloadLoop {
	return ReloadLoop{URL: url, Loads: loads, Build: build, Evidence: finding.Evidence{
		Kind: finding.OfVisit, URL: url, Text: fmt.Sprintf("loads itself %d times after the deploy of build %s, %s", loads, build, where),
	}}
}

// loadedAgain returns the document that was committed most often in a row, and
// how often after the first time.
func loadedAgain(navigations []string) (url string, again int) {
	run := 0
	for i := 1; i < len(navigations); i++ {
		if !SameURL(navigations[i], navigations[i-1]) {
			run = 0
			continue
		}
		if run++; run > again {
			url, again = navigations[i], run
		}
	}
	return url, again
}
