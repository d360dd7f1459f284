package scenarios

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading/readingtest"
	"github.com/swcheck/swcheck/scenarios/rules"
)

const site = "http://127.0.0.1:8000/"

// noWorker is what a quick audit sees of a site that has no worker.
func noWorker() *observation.Observations {
	page := observation.Visit{
		ID: 1, Kind: observation.Navigate, URL: site, Final: site, Status: 200, MIMEType: "text/html",
		ServedBy: observation.ByNetwork, Title: "A site", Text: "Some words to read", Loaded: true, Settled: true,
	}
	gone := observation.Visit{
		ID: 2, Kind: observation.Navigate, URL: site, Final: site, Network: observation.Offline,
		ServedBy: observation.ByNobody, Error: "net::ERR_INTERNET_DISCONNECTED", Loaded: true, Settled: true,
	}
	log := observation.SessionLog{Exchanges: []observation.Exchange{
		{ID: 1, URL: site, Status: 200, Outcome: observation.Answered, Network: observation.Online},
		{ID: 2, URL: site, Outcome: observation.Refused, Network: observation.Offline},
	}}
	return &observation.Observations{
		Version: observation.Version, Tool: tool, Target: site, Profile: "quick",
		Browser:    observation.Browser{Product: "HeadlessChrome/156", Sandbox: true},
		Budgets:    observation.DefaultBudgets(),
		FirstVisit: &observation.FirstVisit{SessionLog: log, Visit: page, OfflineAfter: &gone},
		Offline: &observation.OfflineUse{
			SessionLog: log, Pages: []observation.PageUse{{URL: site, Online: page, Offline: &gone}},
		},
	}
}

var _ = Describe("Judge", func() {
	It("finds one rule failing on a site without a worker", func() {
		report := Judge(noWorker(), JudgeOptions{})
		Expect(report.Failures()).To(ConsistOf(HaveField("Rule", "registration/no-worker")))
		Expect(report.Verdict).To(Equal(finding.VerdictFail))
		Expect(report.Counts.Inconclusive).To(BeZero())
	})

	It("judges only what the profile has gathered", func() {
		report := Judge(noWorker(), JudgeOptions{})
		Expect(report.Results).NotTo(ContainElement(HaveField("Rule", "registration/without-worker")))
		Expect(report.Results).To(ContainElement(HaveField("Rule", "offline/visited-page")))
	})

	It("judges only what is selected", func() {
		report := Judge(noWorker(), JudgeOptions{Only: []string{"offline/*"}, Skip: []string{"offline/visited-page"}})
		Expect(report.Results).NotTo(BeEmpty())
		Expect(report.Results).To(HaveEach(HaveField("Rule", HavePrefix("offline/"))))
		Expect(report.Results).NotTo(ContainElement(HaveField("Rule", "offline/visited-page")))
	})

	It("has no rule that fails itself, whichever experiments there were", func() {
		for _, base := range []func() *observation.Observations{noWorker, readingtest.Site} {
			for without := range 16 {
				o := base()
				leaveOut(o, without)
				for _, rule := range rules.All() {
					_, broken := judge(rule, o)
					Expect(broken).To(BeFalse(), "%s without %04b", rule.ID, without)
				}
			}
		}
	})

	It("shows the page as a visitor gets it", func() {
		report := Judge(noWorker(), JudgeOptions{})
		Expect(report.Pages).To(HaveLen(1))
		Expect(report.Pages[0].Online).To(Equal(finding.PageOnline{Status: 200, ServedBy: "network", Title: "A site", Ready: true}))
		Expect(report.Pages[0].Offline).To(HaveField("Shows", finding.ShowsError))
		Expect(report.Pages[0].Offline).To(HaveField("Error", "net::ERR_INTERNET_DISCONNECTED"))
		Expect(report.Worker.Registered).To(BeFalse())
	})

	It("says nothing of a worker that was not seen", func() {
		o := readingtest.Site()
		Expect(Judge(o, JudgeOptions{}).Worker.Unknown).To(BeEmpty())

		o.ReturnVisit, o.Offline = nil, nil
		o.FirstVisit.Visit.Controller, o.FirstVisit.Visit.Settled, o.FirstVisit.OfflineAfter = "", false, nil
		worker := Judge(o, JudgeOptions{}).Worker
		Expect(worker.Registered).To(BeTrue())
		Expect(worker.Unknown).To(ConsistOf(finding.WorkerControlsFirstVisit, finding.WorkerFetchHandler))

		o.FirstVisit.Visit.Settled, o.FirstVisit.Caches = true, nil
		Expect(Judge(o, JudgeOptions{}).Worker.Unknown).NotTo(ContainElement(finding.WorkerControlsFirstVisit))
		o.Incomplete = []observation.Incomplete{{Experiment: "first-visit", Reason: "interrupted"}}
		Expect(Judge(o, JudgeOptions{}).Worker.Unknown).To(ContainElement(finding.WorkerControlsFirstVisit))

		o.FirstVisit.Registrations, o.FirstVisit.Visit.Settled = nil, false
		Expect(Judge(o, JudgeOptions{}).Worker.Unknown).To(ContainElement(finding.WorkerRegistered))
		Expect(Judge(&observation.Observations{}, JudgeOptions{}).Worker.Unknown).To(ContainElement(finding.WorkerRegistered))
	})

	It("counts the requests that left the browser while it was offline, of all sessions", func() {
		o := noWorker()
		Expect(Judge(o, JudgeOptions{}).Offline.RequestsLeaked).To(BeZero())
		leak := observation.Exchange{ID: 3, URL: site, Outcome: observation.Answered, Network: observation.Offline}
		o.FirstVisit.Exchanges = append(o.FirstVisit.Exchanges, leak)
		o.Offline.Exchanges = append(o.Offline.Exchanges, leak)
		Expect(Judge(o, JudgeOptions{}).Offline.RequestsLeaked).To(Equal(2))
	})

	It("lists no more entries of caches than a reader can bear, and says how many it left out", func() {
		o := noWorker()
		o.Offline.Caches = []observation.Cache{{Name: "v1", Entries: make([]observation.CacheEntry, 4900), Truncated: 4}, {Name: "v2", Entries: make([]observation.CacheEntry, 150)}}
		caches := Judge(o, JudgeOptions{}).Caches
		Expect(caches).To(HaveLen(2))
		Expect(caches[0].Truncated).To(Equal(4))
		Expect(caches[0].Entries).To(HaveLen(4900))
		Expect(caches[1].Entries).To(HaveLen(100))
		Expect(caches[1].Truncated).To(Equal(50))
	})

	It("names each failed request of a page once, and not what the page gave up", func() {
		o := noWorker()
		o.Offline.Pages[0].Offline.Requests = []observation.Request{
			{URL: site, Document: true, Error: "net::ERR_FAILED"},
			{URL: site + "a.js", Error: "net::ERR_FAILED"}, {URL: site + "a.js", Error: "net::ERR_FAILED"},
			{URL: site + "b.css", Status: 404}, {URL: site + "c.png", Error: "net::ERR_ABORTED", Canceled: true},
			{URL: site + "d.png", Status: 200},
		}
		Expect(Judge(o, JudgeOptions{}).Pages[0].Offline.Failed).To(Equal([]finding.FailedRequest{
			{URL: site + "a.js", Error: "net::ERR_FAILED"}, {URL: site + "b.css", Error: "HTTP 404"},
		}))
	})

	It("is empty, not null, where nothing was seen", func() {
		report := Judge(&observation.Observations{Target: site, Profile: "quick", Partial: true}, JudgeOptions{})
		Expect(report.Caches).To(BeEmpty())
		Expect(report.Caches).NotTo(BeNil())
		Expect(report.Pages).NotTo(BeNil())
		Expect(report.Verdict).To(Equal(finding.VerdictInconclusive))
	})

	It("passes nothing where nothing was seen", func() {
		report := Judge(&observation.Observations{Target: site, Profile: "full", Partial: true}, JudgeOptions{})
		Expect(report.Results).To(HaveEach(Or(
			HaveField("Outcome", finding.Inconclusive),
			And(HaveField("Outcome", finding.NotApplicable), HaveField("Message", "no users are configured")),
		)))
	})
})

var _ = It("takes a rule that panics for one that cannot tell", func() {
	broken := rules.Rule{Judge: func(*observation.Observations) finding.Verdict { panic("index out of range") }}
	verdict, failed := judge(broken, &observation.Observations{})
	Expect(failed).To(BeTrue())
	Expect(verdict.Outcome).To(Equal(finding.Inconclusive))
	Expect(verdict.Message).To(ContainSubstring("index out of range"))
})

// leaveOut takes away the experiments whose bits are set.
func leaveOut(o *observation.Observations, without int) {
	if without&1 != 0 {
		o.FirstVisit = nil
	}
	if without&2 != 0 {
		o.ReturnVisit = nil
	}
	if without&4 != 0 {
		o.Offline = nil
	}
	if without&8 != 0 {
		o.WithoutWorker = nil
	}
}
