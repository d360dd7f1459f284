package reading_test

import (
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// changesNothing makes the deploy one after which everything is as it was.
func changesNothing(o *observation.Observations) {
	of := func(url string) string { return "sha-of-" + url[len(Origin):] }
	for i := range o.Deploy.Exchanges {
		if e := &o.Deploy.Exchanges[i]; e.ID > LastOfA {
			e.BodySHA256 = of(e.URL)
		}
	}
	r := &o.Deploy.Rounds[0]
	for i := range r.Now {
		r.Now[i].SHA256 = of(r.Now[i].URL)
	}
}

func scriptNotAsked(o *observation.Observations) {
	kept := o.Deploy.Exchanges[:0]
	for _, e := range o.Deploy.Exchanges {
		if !e.IsWorkerScript() || e.ID <= LastOfA {
			kept = append(kept, e)
		}
	}
	o.Deploy.Exchanges = kept
}

func setNow(path string, status int, sha string) func(*observation.Observations) {
	return func(o *observation.Observations) {
		r := &o.Deploy.Rounds[0]
		for i := range r.Now {
			if r.Now[i].URL == Origin+path {
				r.Now[i].Status, r.Now[i].SHA256 = status, sha
			}
		}
	}
}

// newEachTime makes each answer for the start page one of its own.
func newEachTime(o *observation.Observations) {
	again, _ := o.Deploy.Exchange(ExHome)
	again.ID, again.BodySHA256 = LastOfA, "token-2"
	for i := range o.Deploy.Exchanges {
		if o.Deploy.Exchanges[i].ID == LastOfA {
			o.Deploy.Exchanges[i] = again
		}
	}
	setNow("/", 200, "token-3")(o)
}

func TestADeployThatShowsNothing(t *testing.T) {
	const unchanged = "the deploy changed nothing of what was visited, and not the worker's script"
	cases := map[string]struct {
		changes []func(*observation.Observations)
		want    string
	}{
		"a new build":                         {nil, ""},
		"the former one":                      {[]func(*observation.Observations){changesNothing}, unchanged},
		"the former one, played":              {[]func(*observation.Observations){changesNothing, Played("")}, unchanged},
		"another script":                      {[]func(*observation.Observations){changesNothing, scriptNotAsked, setNow("/sw.js", 200, "new")}, ""},
		"the script taken from its own cache": {[]func(*observation.Observations){changesNothing, scriptNotAsked}, unchanged},
		"the script not known":                {[]func(*observation.Observations){changesNothing, scriptNotAsked, setNow("/sw.js", 0, "")}, ""},
		"another page":                        {[]func(*observation.Observations){changesNothing, setNow("/talks/1", 200, "new")}, ""},
		"a file that is gone":                 {[]func(*observation.Observations){changesNothing, setNow("/app.js", 404, "")}, ""},
		"a page with a token":                 {[]func(*observation.Observations){changesNothing, newEachTime}, unchanged},
		"a page with a token and new words": {[]func(*observation.Observations){changesNothing, newEachTime, func(o *observation.Observations) {
			load := &o.Deploy.Rounds[0].Loads[1]
			load.Visit = LoadOf("/", HomeText+" and more", true)
		}}, ""},
		"a file that only the worker fetches": {[]func(*observation.Observations){changesNothing, func(o *observation.Observations) {
			for i := range o.Deploy.Exchanges {
				if e := &o.Deploy.Exchanges[i]; e.ID == InB(ExScript) {
					e.BodySHA256 = "new"
				}
			}
		}}, ""},
		"no answer":               {[]func(*observation.Observations){setNow("/", 0, "")}, "the new build does not answer for /"},
		"no answer for a picture": {[]func(*observation.Observations){setNow("/images/logo.png", 0, "")}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := DeployedSite()
			for _, change := range c.changes {
				change(o)
			}
			got := reading.Rounds(o)[0].ShowsNothing()
			if got != c.want && (c.want == "" || !strings.HasPrefix(got, c.want)) {
				t.Errorf("%q, want %q", got, c.want)
			}
			_, v, ok := reading.Deployed(o)
			if ok != (c.want == "") || !ok && v.Outcome != finding.Inconclusive {
				t.Errorf("rules are told %v %q", v.Outcome, v.Message)
			}
		})
	}
}
