package experiments

import (
	"context"
	"crypto/x509"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// A Target is the site under test, and what its configuration says of it.
type Target struct {
	URL        string            // of the start page, absolute
	Pages      []string          // to visit besides it, relative to URL; none means: found by following links
	Header     map[string]string // sent with every request to the target's origin
	Cookies    []harness.Cookie
	Insecure   bool           // bad certificates are accepted
	Ready      harness.Ready  // the target's own app-ready check
	VisitLimit time.Duration  // of one visit; 0 is the harness's default
	RootCAs    *x509.CertPool // that certificates are checked against; nil is the system's

	Users   []User   // who can log in; the first two are used
	Logout  Steps    // nil: no user is logged out
	Private []string // pages and data that belong to one user, relative to URL
	Deploy  Deploy   // how a new build comes about; the zero value lets the gateway play one
}

// Steps are done in the session's first tab. They return the visits that they
// brought about.
type Steps func(context.Context, *harness.Session) ([]observation.Visit, error)

// A User is somebody who can log in to the target.
type User struct {
	Name  string
	Login Steps
}

// A Deploy says how build B of the target comes about. At most one way is set.
type Deploy struct {
	Command  func(context.Context) error // deploys build B where the target stands
	Undo     func(context.Context) error // brings build A back after Command; nil where it cannot
	Upstream *url.URL                    // serves build B
	Folder   fs.FS                       // files of build B, for old URLs
}

// A Setup is what an experiment works with.
type Setup struct {
	Browser  *harness.Browser
	Target   Target
	Profile  string
	Budgets  observation.Budgets
	MaxPages int           // that are visited, the start page included
	Quiet    time.Duration // how long nothing may happen until a page counts as settled; 0 is the harness's default
	Probes   *Probes
	Pictures *Pictures // nil: none are taken
	Progress Progress  // nil: nobody listens
}

// An Experiment is a course of actions whose outcome has its place in the
// observations.
type Experiment struct {
	Name     string   // as rules name it in their needs
	Profiles []string // that it is part of

	// Apart is set where an audit can do without what it sees when no rule that
	// needs or uses it is judged. What others see tells about the worker,
	// which every rule reads.
	Apart bool

	// Alone tells that the experiment changes the target itself, and so begins
	// when all others have ended. nil: never.
	Alone func(Target) bool

	// Run writes what it sees into its own field of the observations, and
	// nothing else, because experiments run side by side. What was seen before
	// an error stands there too. Joined errors are parts that failed while the
	// rest went on.
	Run func(context.Context, Setup, *observation.Observations) error
}

var registry = map[string]Experiment{}

// Register adds an experiment, from the init of its file. It panics on one that
// is incomplete or whose name is taken: mistakes of the programmer.
func Register(e Experiment) {
	if e.Name == "" || e.Run == nil || len(e.Profiles) == 0 {
		panic(fmt.Sprintf("experiment %q is incomplete", e.Name))
	}
	if _, taken := registry[e.Name]; taken {
		panic(fmt.Sprintf("experiment %s is registered twice", e.Name))
	}
	registry[e.Name] = e
}

// All returns the experiments, sorted by name.
func All() []Experiment {
	all := make([]Experiment, 0, len(registry))
	for _, e := range registry {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Experiment) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Of returns the experiments of a profile, sorted by name.
func Of(profile string) []Experiment {
	return slices.DeleteFunc(All(), func(e Experiment) bool { return !slices.Contains(e.Profiles, profile) })
}
