package script

import (
	"context"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "worker", About: "the state of the service worker; installed is one that waits, none is that there is no worker",
		Example: "worker: activated", Late: true,
		Schema: orVariable(map[string]any{"enum": anyOf(workerStates)}),
		Parse:  parseWorker,
	})
}

const noWorker = "none"

// workerStates are those that a worker can be seen in, in the order of its life.
var workerStates = []string{
	string(observation.Installing), string(observation.Installed), string(observation.Activating),
	string(observation.Activated), string(observation.Redundant), noWorker,
}

func parseWorker(_ Reading, value source.Node) Check {
	state, _ := value.Word("state of a worker", workerStates...)
	m := matchers.HaveWorker(observation.WorkerState(state))
	if state == noWorker {
		m = matchers.HaveNoWorker()
	}
	return func(_ context.Context, seen *Sight) (*ExpectationError, error) {
		return compare(m, seen.run.Session, true), nil
	}
}
