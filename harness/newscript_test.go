package harness

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/serviceworker"
)

const testScript = "http://localhost/sw.js"

func startOf(id string) *serviceworker.EventWorkerVersionUpdated {
	return &serviceworker.EventWorkerVersionUpdated{Versions: []*serviceworker.Version{{
		VersionID: id, RegistrationID: "1", ScriptURL: testScript,
		RunningStatus: serviceworker.VersionRunningStatusRunning, Status: serviceworker.VersionStatusActivated,
	}}}
}

func TestANewScriptIsAwaitedUntilItsStart(t *testing.T) {
	w := newWorkers(time.Now())
	w.onVersions(startOf("1"))
	if busy := w.busy(); len(busy) != 0 {
		t.Fatalf("before a new script there is nothing to wait for: %v", busy)
	}
	later := w.now() + 1 // two looks at a coarse clock may tell the same time
	if !w.expectStart(testScript, later) {
		t.Fatal("the start of the version before it counts for the new script")
	}
	if busy := w.busy(); len(busy) != 1 {
		t.Fatalf("the start of the new script is not awaited: %v", busy)
	}
	w.onVersions(startOf("2"))
	if busy := w.busy(); len(busy) != 0 {
		t.Fatalf("the new script has started: %v", busy)
	}
}

func TestAStartThatIsToldBeforeTheEndOfItsFetchCounts(t *testing.T) {
	w := newWorkers(time.Now())
	fetched := w.now()
	w.onVersions(startOf("1"))
	if w.expectStart(testScript, fetched) || len(w.busy()) != 0 {
		t.Fatal("a version that has started is awaited")
	}
}
