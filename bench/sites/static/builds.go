package static

import (
	"fmt"
	"net/http"
	"sync/atomic"
)

// Builds serves one of several builds of a site, at first the first one.
type Builds struct {
	all     []http.Handler
	current atomic.Int64
}

// NewBuilds serves the folders, each of which is a build.
func NewBuilds(options Options, folders ...string) *Builds {
	b := &Builds{}
	for _, folder := range folders {
		b.all = append(b.all, Site(folder, options))
	}
	return b
}

// Deploy lets the build take the place of the current one; the first is 0.
func (b *Builds) Deploy(build int) error {
	if build < 0 || build >= len(b.all) {
		return fmt.Errorf("there is no build %d: there are %d, from 0", build, len(b.all))
	}
	b.current.Store(int64(build))
	return nil
}

func (b *Builds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.all[b.current.Load()].ServeHTTP(w, r)
}
