package experiments

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "without-worker",
		Profiles: []string{"standard", "full"},
		Apart:    true,
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.WithoutWorker, err = WithoutWorker(ctx, s)
			return err
		},
	})
}

// WithoutWorker loads the start page in a browser that knows no service
// workers. That it cannot be reached is an observation here, not an error:
// with workers it may well be.
func WithoutWorker(ctx context.Context, s Setup) (*observation.WithoutWorker, error) {
	session, err := s.open(ctx, func(o *harness.SessionOptions) { o.NoWorkers = true })
	if err != nil {
		return nil, err
	}
	defer session.Close()
	without := &observation.WithoutWorker{}
	defer func() { without.SessionLog = session.Log() }()

	s.step("loads the page in a browser without service workers")
	without.Visit, err = session.Visit(ctx, s.Target.URL)
	return without, err
}
