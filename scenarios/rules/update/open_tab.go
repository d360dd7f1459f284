package update

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: openTab, Rule: finding.Rule{
		ID:       "update/open-tab",
		Severity: finding.Error,
		Title:    "An open tab works on when a new version takes over",
		Failed:   "A new version takes away what an open tab still needs",
		Why:      "Somebody fills in a form or reads on in a tab of the former build. The new version takes over and deletes that build's files, the tab asks for the next part of its own code, and gets 404: the button does nothing, and what was typed is lost.",
		Detected: "A tab stays open on the former build while a new one is deployed and takes over. The browser's own cache is emptied, and the tab asks for assets that its build names and that it had not loaded yet. One that was in a cache before the deploy is in none any more, and the server no longer has it. Then the tab follows a link. Where the page itself misses such an asset on the way and does not get over it, that is an error; where it loads itself or the new asset instead, the rule passes; where the link needs none that is gone, it is a warning, since nobody saw what the page does.",
		Fix:      "Keep the former version's assets as long as tabs of it are open: do not skip the waiting, or remove only the assets that are two versions old, or load the page anew where a part of it is missing, or when the new version takes over.",
		Before: `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(deleteAllButMine()));`,
		After: `// the page tells the visitor, and asks for it when they agree
addEventListener('message', (event) => {
  if (event.data === 'take over') skipWaiting();
});`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#skip_the_waiting_phase",
			"https://developer.chrome.com/docs/workbox/handling-service-worker-updates",
			"https://github.com/GoogleChrome/workbox/issues/1528",
		},
		Needs: []string{"deploy"},
	}})
}

func openTab(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	asked, opened := 0, false
	var bereft *tab
	var coped []observation.Request
	for _, r := range rounds {
		if r.Open == nil {
			continue
		}
		opened = true
		asked += len(r.Open.Lazy)
		t := look(r)
		switch {
		case t.end == broke:
			return reading.Unless(o, t.broken())
		case t.end == gotOver && coped == nil:
			coped = t.missed
		}
		if bereft == nil && len(t.gone) > 0 {
			bereft = &t
		}
	}
	switch {
	case !opened:
		return finding.CannotTell("no tab stayed open over the deploy")
	case coped != nil:
		return reading.UnlessUnrecognised(o, finding.Passed("the page gets over what is missing: "+reading.Paths(coped)+" of its own build was gone when the tab that stayed open followed a link, and the page came all the same"))
	case bereft != nil:
		return reading.Unless(o, bereft.robbed())
	case asked == 0:
		return finding.DoesNotApply("the page that stayed open loads nothing later on")
	}
	return reading.UnlessUnrecognised(o, finding.Passed("the tab that stayed open lost nothing that was stored for it"))
}

// A tab is what became of the one that stayed open over a deploy.
type tab struct {
	round  reading.Round
	gone   []observation.Request // what it was made to ask for in vain
	missed []observation.Request // what the page itself asked for in vain, when it was to follow a link
	end    end                   // what became of it then
}

// An end tells what became of a page that missed a part of its build.
type end string

const (
	unknown end = ""
	gotOver end = "got over it"
	broke   end = "broke"
)

// look tells what the tab lost that a cache held before the deploy and none
// holds now. What was never stored would be gone without a worker as well.
func look(r reading.Round) tab {
	t := tab{round: r, gone: takenAway(r, r.Open.Lazy)}
	link := r.Open.Link
	if link == nil {
		return t
	}
	of := slices.DeleteFunc(slices.Clone(link.Requests[:documentOf(*link)]), func(q observation.Request) bool {
		return q.Destination != "script" && q.Destination != "style"
	})
	t.missed = takenAway(r, of)
	if len(t.missed) > 0 {
		t.end = endOf(r, *link)
	}
	if t.end == unknown {
		t.gone = append(t.gone, t.missed...)
	}
	return t
}

// documentOf returns the place of the document that the visit loaded in the end
// among its requests, or the number of them all where it loaded none.
func documentOf(v observation.Visit) int {
	for i, q := range slices.Backward(v.Requests) {
		if q.Document {
			return i
		}
	}
	return len(v.Requests)
}

// endOf tells whether the page that the link leads to is shown as it was before
// the deploy: in a document that was loaded for it, or by the page itself when
// it had found another script in place of the missing one.
func endOf(r reading.Round, link observation.Visit) end {
	if _, usable := reading.Usable(&link); !usable {
		return unknown
	}
	for _, before := range r.Before {
		if !reading.SamePage(before.Final, link.Final) {
			continue
		}
		after := link
		after.Requests = since(r, link)
		ready, _ := reading.Ready(after, before)
		if ready && slices.ContainsFunc(after.Requests, answered) {
			return gotOver
		}
		return broke
	}
	return unknown
}

// since returns what the visit asked for after the first part of the former
// build that it missed.
func since(r reading.Round, link observation.Visit) []observation.Request {
	for i, q := range link.Requests {
		if len(takenAway(r, []observation.Request{q})) > 0 {
			return link.Requests[i+1:]
		}
	}
	return nil
}

func answered(q observation.Request) bool {
	return (q.Document || q.Destination == "script") && q.Status == 200 && !reading.Unusable(q)
}

func takenAway(r reading.Round, requests []observation.Request) []observation.Request {
	var gone []observation.Request
	for _, q := range requests {
		_, _, had := reading.Entry(r.Stored, q.URL)
		_, _, has := reading.Entry(r.Caches, q.URL)
		if reading.Unusable(q) && had && !has {
			gone = append(gone, q)
		}
	}
	return gone
}

func (t tab) broken() finding.Verdict {
	return finding.Failing(fmt.Sprintf("the tab that stayed open at %s follows a link to %s, and breaks off because %s of its own build is gone (%s): it was in the cache %s until build %s took over",
		reading.Path(t.round.Open.URL), reading.Path(t.round.Open.Link.Final), reading.Paths(t.missed), reading.Failure(t.missed[0]), t.cacheOf(t.missed[0]), t.round.Build), t.evidence(t.missed)...)
}

func (t tab) robbed() finding.Verdict {
	is := "is"
	if len(t.gone) > 1 {
		is = "are"
	}
	v := finding.Failing(fmt.Sprintf("%s %s no longer there for the tab that stayed open at %s (%s): it was in the cache %s until build %s took over, and what the page does without it was not seen",
		reading.Paths(t.gone), is, reading.Path(t.round.Open.URL), reading.Failure(t.gone[0]), t.cacheOf(t.gone[0]), t.round.Build), t.evidence(t.gone)...)
	v.Severity = finding.Warning // the page may know what to do
	return v
}

func (t tab) cacheOf(q observation.Request) string {
	_, cache, _ := reading.Entry(t.round.Stored, q.URL)
	return cache
}

func (t tab) evidence(gone []observation.Request) []finding.Evidence {
	evidence := reading.OfRequests(gone)
	for _, q := range gone {
		if entry, cache, stored := reading.Entry(t.round.Stored, q.URL); stored {
			evidence = append(evidence, reading.OfEntry(cache, entry, "stored before the deploy, and removed since"))
		}
	}
	return evidence
}
