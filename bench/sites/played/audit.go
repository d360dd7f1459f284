package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/swcheck/swcheck/bench/sites/static"
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// aboutDeploys returns the rules that judge the deploy.
func aboutDeploys() []string {
	var ids []string
	for _, r := range rules.All() {
		if slices.Contains(r.Needs, "deploy") {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// compare audits a site both ways.
func compare(ctx context.Context, browser *harness.Browser, o options, site string, age time.Duration) (row, error) {
	serve := func(folder string, deployed time.Time) *httptest.Server {
		return httptest.NewServer(static.Site(filepath.Join(site, folder), static.Options{MaxAge: age, Deployed: deployed}))
	}
	// Browsers keep what has no lifetime for a tenth of its age. Build A has been
	// there for a while; B comes during the audit.
	now := time.Now()
	a, b := serve("dist", now.Add(-24*time.Hour)), serve("dist-b", now)
	defer a.Close()
	defer b.Close()
	upstream, err := url.Parse(b.URL)
	if err != nil {
		return row{}, err
	}
	r := row{site: filepath.Base(site), age: age}
	for way, deploy := range map[*outcome]scenarios.Deploy{&r.real: {Upstream: upstream}, &r.played: {}} {
		seen, err := scenarios.Gather(ctx, browser, scenarios.Target{URL: a.URL + "/", Deploy: deploy}, scenarios.Options{Profile: o.profile, Only: aboutDeploys()})
		if err != nil {
			return r, err
		}
		*way = outcomeOf(seen)
		if err := save(o.save, r, seen); err != nil {
			return r, err
		}
	}
	return r, nil
}

// An outcome is what came of one audit.
type outcome struct {
	loads      []string         // until each page is fresh
	results    []finding.Result // of the rules about deploys
	recognised []string         // how the site versions itself
	limits     []string         // of the played deploy
}

func outcomeOf(seen *observation.Observations) outcome {
	report := scenarios.Judge(seen, scenarios.JudgeOptions{Only: aboutDeploys()})
	o := outcome{results: report.Results, recognised: seen.Deploy.Recognised}
	for _, limit := range seen.Deploy.Limits {
		o.limits = append(o.limits, limit.Reason)
	}
	rounds := reading.Rounds(seen)
	if len(rounds) == 0 {
		return o
	}
	for _, page := range rounds[0].Pages() {
		old, fresh := reading.OldLoads(page.Loads)
		text := fmt.Sprintf("%s %d", reading.Path(page.URL), old)
		if !fresh {
			text += " and more"
		}
		o.loads = append(o.loads, text)
	}
	slices.Sort(o.loads)
	return o
}

func save(folder string, r row, seen *observation.Observations) error {
	if folder == "" {
		return nil
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(folder, fmt.Sprintf("%s-%.0f-%s.json", r.site, r.age.Seconds(), seen.Deploy.Way)))
	if err != nil {
		return err
	}
	if err := scenarios.Save(file, seen); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
