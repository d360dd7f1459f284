package harness

import (
	"testing"

	"github.com/chromedp/cdproto/network"

	"github.com/swcheck/swcheck/observation"
)

// Chrome tells of an answer that the page's process still has as if the worker
// had given it just now, with the worker's cache and all.
func TestAnAnswerFromMemoryIsToldFromOneThatTheWorkerGives(t *testing.T) {
	r := newRecorder()
	for id, remembered := range map[network.RequestID]bool{"asked": false, "remembered": true} {
		r.onEvent(&network.EventRequestWillBeSent{
			RequestID: id, Type: network.ResourceTypeStylesheet,
			Request: &network.Request{URL: "https://site.example/" + string(id) + ".css", Method: "GET"},
		})
		if remembered {
			r.onEvent(&network.EventRequestServedFromCache{RequestID: id})
		}
		r.onEvent(&network.EventResponseReceived{RequestID: id, Response: &network.Response{
			Status: 200, FromServiceWorker: true, CacheStorageCacheName: "v1", FromDiskCache: remembered,
			ServiceWorkerResponseSource: network.ServiceWorkerResponseSourceCacheStorage,
		}})
		q := r.requests[id]
		if q.Memory != remembered || q.ServedBy != observation.ByCacheStorage || q.Cache != "v1" {
			t.Errorf("%s: memory %v, served by %s from %q", id, q.Memory, q.ServedBy, q.Cache)
		}
	}
}
