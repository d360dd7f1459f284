package install

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// DefaultIndex is where Google publishes the builds of each channel that passed
// its tests last.
//
// Source: https://github.com/GoogleChromeLabs/chrome-for-testing#json-api-endpoints
const DefaultIndex = "https://googlechromelabs.github.io/chrome-for-testing/last-known-good-versions-with-downloads.json"

// maxIndex bounds the index, which has 10 kB.
const maxIndex = 1 << 20

// channel is the one that visitors have.
const channel = "Stable"

// An index tells which builds there are and where.
type index struct {
	Channels map[string]struct {
		Version   string                 `json:"version"`
		Downloads map[string][]published `json:"downloads"` // by product
	} `json:"channels"`
}

// published is an archive in the index.
type published struct {
	Platform string `json:"platform"`
	URL      string `json:"url"`
	SHA256   string `json:"sha256"` // hexadecimal; not in Google's index, for those of others
}

// A build is what is chosen from the index.
type build struct {
	published
	product product
	version string
}

// choose reads the index and returns the build for the system.
func (g *getter) choose(ctx context.Context, address string, system System) (build, error) {
	platform := system.platform()
	switch {
	case platform == "":
		return build{}, &NoBuildError{System: system, Because: "it is made for " + strings.Join(platforms, ", ")}
	case system.Musl:
		return build{}, &NoBuildError{System: system, Because: "its builds need glibc, and here is musl"}
	}
	all, err := g.index(ctx, address)
	if err != nil {
		return build{}, err
	}
	b, err := all.build(system, platform)
	if err != nil {
		return build{}, err
	}
	if !isVersion(b.version) {
		return build{}, &IndexError{URL: address, What: fmt.Sprintf("%q is no version", b.version), Advice: indexAdvice}
	}
	if err := mayBeAsked(b.URL, address); err != nil {
		return build{}, &IndexError{URL: address, What: fmt.Sprintf("the address %q in it is refused: %v", b.URL, err), Advice: indexAdvice}
	}
	return b, nil
}

const (
	indexAdvice   = "name an index of the form of " + DefaultIndex + " with --index or SWCHECK_BROWSER_INDEX"
	networkAdvice = "look whether this machine may reach it; behind a proxy set HTTPS_PROXY; a mirror can be named with --index or SWCHECK_BROWSER_INDEX"
)

func (g *getter) index(ctx context.Context, address string) (index, error) {
	var all index
	res, err := g.get(ctx, address)
	if err != nil {
		return all, &IndexError{URL: address, What: err.Error(), Advice: networkAdvice, Err: err}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, maxIndex+1))
	switch {
	case err != nil:
		return all, &IndexError{URL: address, What: err.Error(), Advice: networkAdvice, Err: err}
	case len(text) > maxIndex:
		return all, &IndexError{URL: address, What: "it is larger than 1 MB", Advice: indexAdvice}
	case bytes.HasPrefix(bytes.TrimSpace(text), []byte("<")):
		return all, &IndexError{URL: address, What: "it is a page, and no JSON", Advice: "open it in a browser: a network that wants a login, or a proxy, may have answered in its place; else " + indexAdvice}
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return all, &IndexError{URL: address, What: err.Error(), Advice: indexAdvice, Err: err}
	}
	if len(all.Channels[channel].Downloads) == 0 {
		return all, &IndexError{URL: address, What: "it names no downloads of the channel " + channel, Advice: indexAdvice}
	}
	return all, nil
}

// build returns the best product for the platform.
func (all index) build(system System, platform string) (build, error) {
	c := all.Channels[channel]
	given := map[string]bool{}
	for _, product := range products {
		for _, p := range c.Downloads[product.name] {
			if p.Platform == platform {
				return build{published: p, product: product, version: c.Version}, nil
			}
			given[p.Platform] = true
		}
	}
	return build{}, &NoBuildError{System: system, Because: fmt.Sprintf("the index has %s of version %s for %s only",
		products[0].name, c.Version, strings.Join(slices.Sorted(maps.Keys(given)), ", "))}
}

// mayBeAsked refuses what is no web address, and an archive over plain http
// that an index over https names.
func mayBeAsked(address, index string) error {
	u, err := url.Parse(address)
	from, _ := url.Parse(index) // it was asked
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("it is no web address")
	case u.Scheme == "http" && from != nil && from.Scheme == "https":
		return errDowngraded
	}
	return nil
}
