package install

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Options say what is installed, and who is told.
type Options struct {
	// Find looks for a browser, as harness.Find does. It must be set.
	Find func() (string, error)

	// Force gets a build of Chrome for Testing also where a browser is found:
	// the system's packages are there already then.
	Force bool

	// Index is the address of an index of Chrome for Testing. One that is given
	// is used alone; empty: the package managers first, then [DefaultIndex].
	Index string

	Folder string        // default: [Folder]
	System System        // default: [ThisSystem]
	Stall  time.Duration // for which a server may be silent; default 30 s

	// Proxy tells through which proxy a request goes; nil: through none.
	Proxy func(*http.Request) (*url.URL, error)

	Say      func(line string)       // what is done; default: nobody hears it
	Output   io.Writer               // what commands print; default: nobody sees it
	Progress func(done, total int64) // bytes of a download; total -1: not known

	// BeforeForcedEnd has something done before the program ends at once, until
	// the returned function is called.
	BeforeForcedEnd func(act func()) (spared func())
}

// A Result is a browser that is there now.
type Result struct {
	Path     string
	Already  bool     // it was there before
	From     string   // the package manager, or the address of the index
	Version  string   // of a build of Chrome for Testing
	Verified []string // its checksums that were compared
}

// A source is a way to get a browser.
type source interface {
	install(ctx context.Context) (Result, error)
}

// Install sees to it that there is a browser. Errors: those of this package, a
// [*NothingWorkedError] where several ways were tried, and the context's cause.
func Install(ctx context.Context, o Options) (Result, error) {
	if !o.Force {
		if path, err := o.Find(); err == nil {
			return Result{Path: path, Already: true}, nil
		}
	}
	sources, err := o.sources()
	if err != nil {
		return Result{}, err
	}
	var tried []error
	for _, s := range sources {
		result, err := s.install(ctx)
		switch {
		case err == nil:
			return result, nil
		case ctx.Err() != nil:
			return Result{}, context.Cause(ctx)
		}
		tried = append(tried, err)
	}
	if len(tried) == 1 {
		return Result{}, tried[0]
	}
	return Result{}, &NothingWorkedError{Tried: tried}
}

// sources returns the ways to try, with the defaults filled in.
func (o *Options) sources() ([]source, error) {
	var all []source
	o.listen()
	if o.System == (System{}) {
		o.System = ThisSystem()
	}
	if o.Folder == "" {
		folder, err := Folder()
		if err != nil {
			return nil, &FolderError{Folder: "the user's cache folder", Err: err}
		}
		o.Folder = folder
	}
	for _, m := range managers {
		if o.Index == "" && !o.Force && m.present(o.System) {
			all = append(all, &fromPackages{Options: o, manager: m})
		}
	}
	if o.Index == "" {
		o.Index = DefaultIndex
	}
	if o.Stall <= 0 {
		o.Stall = defaultStall
	}
	return append(all, &chromeForTesting{Options: o, getter: newGetter(*o)}), nil
}

// listen fills in listeners where nobody listens.
func (o *Options) listen() {
	if o.Say == nil {
		o.Say = func(string) {}
	}
	if o.Output == nil {
		o.Output = io.Discard
	}
	if o.Progress == nil {
		o.Progress = func(int64, int64) {}
	}
	if o.BeforeForcedEnd == nil {
		o.BeforeForcedEnd = func(func()) func() { return func() {} }
	}
}
