package cache

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// behindPortal changes what the faults experiment saw of the portal.
func behindPortal(change func(f *observation.Fault)) func(*observation.Observations) {
	return func(o *observation.Observations) {
		o.Target = "http://site.example/"
		change(&o.Faults.Sessions[1].Faults[1])
	}
}

func TestCaptivePortal(t *testing.T) {
	other := []string{Origin + "/talks/2"}
	stored := caching(Entry("/talks/2", "text/html", ExPortal))
	Check(t, captivePortal, finding.Pass, []Case{
		NoWorker(),
		{Name: "stored and kept", Want: finding.Fail, Says: `/talks/2 is stored in "v1" as the captive portal answered it, and is still there when the portal is gone.`, Evidence: other, Change: behindPortal(func(f *observation.Fault) {
			f.Stored, f.Kept = stored, stored
		})},
		{Name: "stored and shown once", Want: finding.Fail, Says: "is still there when the portal is gone.", Evidence: other, Change: behindPortal(func(f *observation.Fault) {
			f.Stored = stored
			f.AfterUnvisited.Exchange = ExPortal
		})},
		{Name: "shown from where nobody looked", Want: finding.Fail, Says: "/talks/2 is shown as the captive portal answered it, although the portal is gone.", Evidence: other, Change: behindPortal(func(f *observation.Fault) {
			f.AfterUnvisited.Exchange = ExPortal
		})},
		{Name: "stored with two more", Want: finding.Fail, Says: "when the portal is gone. 2 more entries hold its answers.", Evidence: []string{Origin + "/talks/2", Origin + "/a", Origin + "/b"}, Change: behindPortal(func(f *observation.Fault) {
			f.Kept = caching(Entry("/talks/2", "text/html", ExPortal), Entry("/a", "text/html", ExPortal), Entry("/b", "text/html", ExPortal))
		})},
		{Name: "stored and replaced", Want: finding.Fail, Says: "replaced when it is visited again", Evidence: other, Change: behindPortal(func(f *observation.Fault) {
			f.Stored, f.Kept = stored, caching(Entry("/talks/2", "text/html", ExOther))
		})},
		{Name: "as everything is stored", Want: finding.NotApplicable, Says: "cache/error-stored", Change: func(o *observation.Observations) {
			o.Faults.Sessions[1].Faults[0].Stored = caching(failed("/talks/2", 503))
			o.Faults.Sessions[1].Faults[1].Stored = stored
		}},
		{Name: "stored of the site meanwhile", Want: finding.Pass, Change: behindPortal(func(f *observation.Fault) {
			f.Stored = caching(Entry("/talks/1", "text/html", ExTalk))
		})},
		{Name: "by the portal that redirects", Want: finding.Fail, Says: "/talks/2", Evidence: other, Change: func(o *observation.Observations) {
			s := &o.Faults.Sessions[1]
			redirecting := s.Faults[1]
			redirecting.Name, redirecting.Visited, redirecting.After = observation.FaultPortalRedirect, nil, nil
			redirecting.Stored, redirecting.Kept = stored, stored
			s.Faults = append(s.Faults, redirecting)
		}},
		{Name: "its answers passed unread", Want: finding.Inconclusive, Says: "unread", Change: func(o *observation.Observations) {
			o.Faults.Sessions[1].Exchanges[ExPortal-1].Outcome = observation.Refused
		}},
		{Name: "not tried", Want: finding.Inconclusive, Says: "was not made", Change: func(o *observation.Observations) { o.Faults.Sessions[1].Faults = nil }},
		{Name: "the experiment was not made", Want: finding.Inconclusive, Says: "was not made", Change: func(o *observation.Observations) { o.Faults = nil }},
	})
}

func TestSeverityOfCaptivePortal(t *testing.T) {
	stored := caching(Entry("/talks/2", "text/html", ExPortal))
	for name, c := range map[string]struct {
		kept []observation.Cache
		at   string
		want finding.Severity // "" is that of the rule
	}{
		"kept":             {stored, "http://site.example/", ""},
		"kept over https":  {stored, "https://site.example/", finding.Warning},
		"replaced":         {nil, "http://site.example/", finding.Information},
		"replaced, https:": {nil, "https://site.example/", finding.Information},
	} {
		t.Run(name, func(t *testing.T) {
			o := Site()
			behindPortal(func(f *observation.Fault) { f.Stored, f.Kept = stored, c.kept })(o)
			o.Target = c.at
			if v := captivePortal(o); v.Outcome != finding.Fail || v.Severity != c.want {
				t.Errorf("%s %q, want a failure with %q", v.Outcome, v.Severity, c.want)
			}
		})
	}
}
