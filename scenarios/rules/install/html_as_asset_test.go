package install

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestHTMLAsAsset(t *testing.T) {
	store := func(o *observation.Observations, path, mimeType string) {
		entries := &o.FirstVisit.Caches[0].Entries
		*entries = append(*entries, Entry(path, mimeType, 0))
	}
	Check(t, htmlAsAsset, finding.Pass, []Case{
		NoWorker(),
		{
			Name: "HTML under the name of a script", Want: finding.Fail, Says: "/vendor.js", Evidence: []string{Origin + "/vendor.js?v=3"},
			Change: func(o *observation.Observations) { store(o, "/vendor.js?v=3", "text/html; charset=utf-8") },
		},
		{
			Name: "HTML for what a page asked for as a style sheet", Want: finding.Fail, Says: "v1", Evidence: []string{Origin + "/theme"},
			Change: func(o *observation.Observations) {
				store(o, "/theme", "text/html")
				v := &o.FirstVisit.Visit
				v.Requests = append(v.Requests, observation.Request{URL: Origin + "/theme", Destination: "style", Status: 200, MIMEType: "text/css"})
			},
		},
		{
			Name: "a page whose name ends as a script's does", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				store(o, "/tags/vue.js", "text/html")
				o.FirstVisit.Visit.Links = []observation.Link{{URL: Origin + "/tags/vue.js"}}
			},
		},
		{
			Name: "a page that tells of an image", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				store(o, "/wiki/File:Tunnel.png", "text/html")
				o.Offline.Pages[1].URL = Origin + "/wiki/File:Tunnel.png"
				o.Offline.Pages[1].Online.URL = Origin + "/wiki/File:Tunnel.png"
			},
		},
		{
			Name: "a stored 404: another rule's", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				store(o, "/gone.js", "text/html")
				entries := o.FirstVisit.Caches[0].Entries
				entries[len(entries)-1].Status = 404
			},
		},
		{
			Name: "an opaque response tells no type", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				store(o, "/opaque.js", "")
				entries := o.FirstVisit.Caches[0].Entries
				entries[len(entries)-1].Status = 0
			},
		},
		{
			Name: "nothing is stored", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) {
				o.FirstVisit.Caches, o.ReturnVisit.Caches, o.Offline.Caches = nil, nil, nil
			},
		},
		{
			Name: "no visit could be made", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) { *o = observation.Observations{Target: o.Target} },
		},
	})
}
