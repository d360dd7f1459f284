package reading_test

import (
	"testing"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestRefusals(t *testing.T) {
	refused := func(path, reason string) observation.ConsoleMessage {
		return observation.ConsoleMessage{Level: "warning", Text: `The FetchEvent for "` + Origin + path + `" resulted in a network error response: ` + reason}
	}
	const rejected = "the promise was rejected."
	undefined := observation.ConsoleMessage{Level: "rejection", Text: "Uncaught (in promise) TypeError: Failed to convert value to 'Response'."}
	network := observation.ConsoleMessage{Level: "rejection", Text: "Uncaught (in promise) TypeError: Failed to fetch"}
	log := observation.ConsoleMessage{Level: "log", Text: "no network"}

	for _, c := range []struct {
		name    string
		console []observation.ConsoleMessage
		want    map[string]reading.RefusalKind
	}{
		{"each in its words", []observation.ConsoleMessage{
			refused("/a", "an object that was not a Response was passed to respondWith()."),
			refused("/b", `a redirected response was used for a request whose redirect mode is not "follow".`),
			refused("/c", "the promise was resolved with an error response object."),
			refused("/d", "insufficient resources."),
			refused("/e", rejected),
			log,
		}, map[string]reading.RefusalKind{
			"/a": reading.RefusedResponse, "/b": reading.RefusedRedirected, "/c": reading.RefusedOnPurpose,
			"/d": reading.RefusedOutside, "/e": reading.RefusedRejection,
		}},
		{"undefined, told as a rejection and thrown twice", []observation.ConsoleMessage{
			refused("/a", rejected), undefined, undefined, log, refused("/b", rejected), refused("/c", rejected), undefined, undefined, undefined, undefined,
		}, map[string]reading.RefusalKind{"/a": reading.RefusedResponse, "/b": reading.RefusedResponse, "/c": reading.RefusedResponse}},
		{"the network's rejections among them", []observation.ConsoleMessage{
			refused("/a", rejected), refused("/b", rejected), network, undefined, undefined,
		}, map[string]reading.RefusalKind{"/a": reading.RefusedRejection, "/b": reading.RefusedResponse}},
		{"copies refreshed in the background among them", []observation.ConsoleMessage{
			network, refused("/a", rejected), network, undefined, undefined, network, refused("/b", rejected), network, undefined, network, undefined, network,
		}, map[string]reading.RefusalKind{"/a": reading.RefusedResponse, "/b": reading.RefusedResponse}},
		{"nothing but the network's rejections", []observation.ConsoleMessage{
			refused("/a", rejected), network, network, refused("/b", rejected), network,
		}, map[string]reading.RefusalKind{"/a": reading.RefusedRejection, "/b": reading.RefusedRejection}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Site()
			o.Offline.WorkerConsole = c.console
			got := map[string]reading.RefusalKind{}
			for _, r := range reading.Refusals(o) {
				got[reading.Path(r.URL)] = r.Kind
			}
			if len(got) != len(c.want) {
				t.Errorf("refused are %v", got)
			}
			for path, kind := range c.want {
				if got[path] != kind {
					t.Errorf("%s is %q, want %q", path, got[path], kind)
				}
			}
		})
	}
}

func TestRefusalsTellTheNetwork(t *testing.T) {
	message := observation.ConsoleMessage{Text: `The FetchEvent for "https://site.example/x" resulted in a network error response: the promise was rejected.`}
	o := Site()
	o.Offline.Pages[0].Offline.Console = []observation.ConsoleMessage{message}
	o.Offline.WorkerConsole = []observation.ConsoleMessage{message}
	if got := reading.Refusals(o); len(got) != 1 || got[0].Network != observation.Offline {
		t.Errorf("refused are %+v", got)
	}
	o.ReturnVisit.Second.Console = []observation.ConsoleMessage{message}
	if got := reading.Refusals(o); len(got) != 1 || got[0].Network != observation.Online {
		t.Errorf("seen online as well, refused are %+v", got)
	}
}
