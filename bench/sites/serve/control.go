package main

import (
	"net/http"
	"strconv"

	"github.com/swcheck/swcheck/bench/sites/static"
)

// control switches the builds of sites, by their names.
type control map[string]*static.Builds

// handler answers PUT /SITE/N, which deploys build N of a site, and leaves the
// rest to the counters.
func (c control) handler(counts http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", counts)
	mux.HandleFunc("PUT /{site}/{build}", func(w http.ResponseWriter, r *http.Request) {
		site, ok := c[r.PathValue("site")]
		if !ok {
			http.Error(w, "no site has this name", http.StatusNotFound)
			return
		}
		build, err := strconv.Atoi(r.PathValue("build"))
		if err == nil {
			err = site.Deploy(build)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}
