package gateway

import (
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// firstBuild is what the site is called before any deploy.
const firstBuild = "A"

// A Deploy is what a new build differs in from what the upstream serves. Where
// several parts speak of a URL, the first of Remove, Replace, Folder, Func and
// Append wins.
//
// URLs are absolute, or paths on Origin ("/sw.js"). Without a query they stand
// for every query.
type Deploy struct {
	// Build names it in the log: the next unused letter by default.
	Build string
	// Origin (scheme://host:port) is what is deployed: paths, Folder, Func and
	// Upstream speak of it only. By default HeaderOrigin of the Options; with
	// neither, they speak of every origin.
	Origin string

	Remove  []string            // answered with 404
	Replace map[string]Response // answered with these
	Folder  fs.FS               // its files answer for their paths; index.html for a folder's

	// Func makes answers of its own. It returns false for requests that it
	// leaves alone. It is called for all methods and from many goroutines. Of
	// what the upstream says of its own bytes, such as Last-Modified, nothing is
	// sent on; a Last-Modified that Func sets is.
	Func func(req *http.Request, original *Original) (*Response, bool)

	// Append adds bytes to the end of bodies, such as a comment to the worker
	// script.
	Append map[string][]byte

	// Upstream (scheme://host:port) serves Origin from now on, under its own
	// Host; redirects to it are turned back to Origin.
	Upstream *url.URL

	// Over makes it a difference from the build that is current, and not from
	// what the upstream serves.
	Over bool
}

// A Response is an answer that a deploy makes.
type Response struct {
	Status int // 200 by default
	// Header is what the browser gets, besides Content-Length, and Content-Type
	// and ETag where it has none. nil means: as the upstream answers for this
	// URL, where it does.
	Header http.Header
	Set    http.Header // fields that take the place of those in Header
	Body   []byte
}

// A Moment is the point in the log at which a change took hold: exchanges up to
// Last belong to the time before it, all others to the time after.
type Moment struct {
	Build string    // current from then on
	Last  int       // highest exchange ID before it; 0 when there was none
	Time  time.Time // of the change
}

// deploys makes the names of builds.
type deploys struct {
	mu   sync.Mutex
	used int
}

// next returns the next letter: B, C and so on; after Z comes B2.
func (d *deploys) next() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.used++
	const letters = 'Z' - 'A'
	name := string(rune('B' + (d.used-1)%letters))
	if round := (d.used - 1) / letters; round > 0 {
		name += strconv.Itoa(round + 1)
	}
	return name
}

// Deploy lets a new build take the place of the current one, for every exchange
// that starts after the returned moment. Each build is a difference from what
// the upstream serves, not from the build before it, unless it is Over that.
func (g *Gateway) Deploy(d Deploy) Moment {
	if d.Build == "" {
		d.Build = g.deploys.next()
	}
	if d.Origin = parseOrigin(d.Origin); d.Origin == "" {
		d.Origin = g.headerOrigin
	}
	return g.build(d.Build, newDeployment(d))
}

// NextBuild takes the name that the next deploy would have got, for one that is
// to know it before.
func (g *Gateway) NextBuild() string { return g.deploys.next() }

// Undeploy goes back to what the upstream serves, and to build A.
func (g *Gateway) Undeploy() Moment { return g.build(firstBuild, nil) }

func (g *Gateway) build(name string, d *deployment) Moment {
	moment := Moment{Build: name}
	moment.Last, _ = g.ledger.change(func(w *world) {
		moment.Time = time.Now()
		if d != nil && d.Over {
			d.below = w.deploy
		}
		w.build, w.deploy = name, d
	})
	return moment
}

// fetcher asks the upstream server.
type fetcher func(*http.Request) (*http.Response, error)

// step is one way in which a deploy answers. No answer and no error means that
// the request is not its own.
type step func(req *http.Request, fetch fetcher) (*answer, error)

// deployment is a Deploy made ready. nil is no deploy.
type deployment struct {
	Deploy
	steps []step
	below *deployment // that it is over; nil is the upstream
}

func newDeployment(d Deploy) *deployment {
	made := &deployment{Deploy: d}
	made.steps = []step{
		remove(newURLSet(d.Origin, d.Remove)),
		replace(newURLMap(d.Origin, d.Replace), d.Build),
		made.onOrigin(folder(d.Folder, d.Build)),
		made.onOrigin(call(d.Func, d.Build)),
		appendTo(newURLMap(d.Origin, d.Append), d.Build),
	}
	return made
}

// onOrigin keeps a step from speaking of other origins.
func (d *deployment) onOrigin(s step) step {
	return func(req *http.Request, fetch fetcher) (*answer, error) {
		if !d.covers(req.URL) {
			return nil, nil
		}
		return s(req, fetch)
	}
}

func (d *deployment) covers(u *url.URL) bool {
	return d.Origin == "" || d.Origin == originOf(u)
}

func (d *deployment) answer(req *http.Request, fetch fetcher) (*answer, error) {
	if d == nil {
		return pass(fetch(req))
	}
	if d.Upstream != nil {
		fetch = d.elsewhere(fetch)
	}
	whole := d.before(fetch)
	for _, step := range d.steps {
		if a, err := step(req, whole); a != nil || err != nil {
			return a, err
		}
	}
	return d.below.answer(req, fetch)
}

// before asks for what the build that it is over answers.
func (d *deployment) before(fetch fetcher) fetcher {
	return func(req *http.Request) (*http.Response, error) {
		a, err := d.below.answer(req, fetch)
		if err != nil {
			return nil, err
		}
		return a.Response, nil
	}
}

// pass makes an answer of what the upstream gave.
func pass(resp *http.Response, err error) (*answer, error) {
	if err != nil {
		return nil, err
	}
	return &answer{Response: resp}, nil
}
