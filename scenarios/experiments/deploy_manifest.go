package experiments

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// manifestLimit is how long a worker's own look for a new build is waited for.
// Angular's looks when nothing was asked of it for 5 s after a navigation.
//
// Source: https://github.com/angular/angular/blob/main/packages/service-worker/worker/src/driver.ts
const manifestLimit = 8 * time.Second

// filesLimit bounds how long the worker may take to fetch what is new. To go on
// before that would stop it half way.
const filesLimit = 15 * time.Second

// isManifest reports whether the exchange is a look for a new build by a worker
// whose script is the same in all of them.
func isManifest(x observation.Exchange) bool {
	path, _ := splitQuery(x.URL)
	return strings.HasSuffix(path, "/ngsw.json")
}

// awaitManifest waits, once after a deploy, until a worker has looked for a new
// build by itself and stored what it found, where it is one that does.
func (r *round) awaitManifest(ctx context.Context) error {
	if r.learned || !slices.ContainsFunc(r.session.Exchanges(), isManifest) {
		return nil
	}
	r.step("waits for the worker to look for a new build")
	bounded, cancel := context.WithTimeout(ctx, manifestLimit)
	defer cancel()
	look, err := r.session.AwaitExchange(bounded, r.seen.Last, "the worker's look for a new build", isManifest)
	if err == nil {
		r.learned = true
		err = r.awaitFiles(ctx, look)
	}
	if isLate(ctx, err) {
		return nil
	}
	return err
}

// awaitFiles waits until the worker has fetched what is new in the manifest. It
// does so file by file, with pauses that are longer the busier the machine is; a
// worker that is stopped in between begins all over again, at another load.
func (r *round) awaitFiles(ctx context.Context, look observation.Exchange) error {
	bounded, cancel := context.WithTimeout(ctx, filesLimit)
	defer cancel()
	for _, file := range r.newFiles(bounded, look) {
		_, err := r.session.AwaitExchange(bounded, look.ID, file, func(x observation.Exchange) bool {
			path, _ := splitQuery(x.URL)
			return path == file
		})
		if err != nil {
			return err
		}
	}
	return within(bounded, versionLimit, r.session, harness.Idle)
}

// newFiles returns the files that the new manifest has with another hash, of
// those that were asked for before: others are fetched when they are needed.
func (r *round) newFiles(ctx context.Context, look observation.Exchange) []string {
	now, err := r.session.Peek(ctx, look.URL)
	if err != nil {
		return nil
	}
	var former map[string]string
	asked := map[string]bool{}
	for _, x := range r.session.Exchanges() {
		if x.ID > r.seen.Last {
			break
		}
		path, _ := splitQuery(x.URL)
		asked[path] = true
		if body, ok := gateway.PlainBody(x); ok && isManifest(x) {
			former = hashesIn(body)
		}
	}
	var files []string
	for file, hash := range hashesIn(now.Body) {
		if url := resolve(look.URL, file); asked[url] && former != nil && former[file] != hash {
			files = append(files, url)
		}
	}
	return files
}

// hashesIn returns the hashes in Angular's manifest, by file.
func hashesIn(manifest []byte) map[string]string {
	var m struct {
		HashTable map[string]string `json:"hashTable"`
	}
	if json.Unmarshal(manifest, &m) != nil {
		return nil
	}
	return m.HashTable
}
