package install

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestMissingAsset(t *testing.T) {
	const sw, missing = readingtest.Origin + "/sw.js", readingtest.Origin + "/missing.png"
	asks := func(log *observation.SessionLog, destination string, status int) {
		log.Exchanges = append(log.Exchanges, observation.Exchange{
			ID: len(log.Exchanges) + 1, Method: "GET", URL: missing, Status: status, Outcome: observation.Answered, Network: observation.Online,
			RequestHeader: observation.Header{"Referer": {sw}, "Sec-Fetch-Dest": {destination}},
		})
	}
	redundant := observation.WorkerVersion{ID: "1", ScriptURL: sw, State: observation.Redundant,
		History: []observation.StateChange{{State: observation.Installing, At: 100}, {State: observation.Redundant, At: 200}}}
	failsFor := func(destination string, status int) func(*observation.Observations) {
		return func(o *observation.Observations) {
			for _, log := range []*observation.SessionLog{&o.FirstVisit.SessionLog, &o.ReturnVisit.SessionLog, &o.Offline.SessionLog} {
				log.Registrations[0].Versions = []observation.WorkerVersion{redundant}
				asks(log, destination, status)
			}
		}
	}
	says := func(text string) func(*observation.Observations) {
		return func(o *observation.Observations) {
			failsFor("empty", 200)(o)
			o.ReturnVisit.WorkerConsole = []observation.ConsoleMessage{{Level: "error", Text: text, Worker: true}}
		}
	}
	afterDeploy := func(status int) func(*observation.Observations) {
		return func(o *observation.Observations) {
			readingtest.KeepsVersionA(o)
			asks(&o.Deploy.SessionLog, "empty", status)
			later := redundant
			later.ID = readingtest.VersionB
			o.Deploy.Registrations[0].Versions = append(o.Deploy.Registrations[0].Versions, later)
		}
	}
	readingtest.CheckDeploy(t, missingAsset, finding.Pass, []readingtest.Case{
		{Name: "no worker", Want: finding.NotApplicable, Change: readingtest.NoWorker().Change},
		{Name: "no deploy", Want: finding.Pass, Change: func(o *observation.Observations) { o.Deploy = nil }},
		{Name: "404", Want: finding.Fail, Says: "was not installed. " + missing + ": answered with status 404", Evidence: []string{missing, sw}, Change: failsFor("empty", 404)},
		{Name: "refused, as the console tells", Want: finding.Fail, Says: "could not be stored: Request failed", Evidence: []string{missing, sw},
			Change: says("Cache.addAll() failed for '" + missing + "': Request failed")},
		{Name: "an import is missing", Want: finding.NotApplicable, Says: "registration/install-failure", Change: failsFor("script", 404)},
		{Name: "another reason", Want: finding.NotApplicable, Says: "registration/install-failure", Change: failsFor("empty", 200)},
		{Name: "after a deploy", Want: finding.Fail, Says: "the new version of " + sw + " in build B was not installed", Evidence: []string{missing, sw}, Change: afterDeploy(404)},
		{Name: "after a deploy, for another reason", Want: finding.NotApplicable, Says: "registration/install-failure", Change: afterDeploy(200)},
		{Name: "after a played deploy", Want: finding.Inconclusive, Says: "played", Change: func(o *observation.Observations) {
			afterDeploy(404)(o)
			o.Deploy.Way = observation.DeployPlayed
		}},
		{Name: "a later version of the deploy installs", Want: finding.Pass, Change: func(o *observation.Observations) {
			installed := o.Deploy.Registrations[0].Versions
			afterDeploy(404)(o)
			o.Deploy.Registrations[0].Versions = installed
			o.Deploy.Rounds[0].Reopened[1].Active = readingtest.VersionB
		}},
	})
}
