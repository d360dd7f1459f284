package experiments

import (
	"context"
	"encoding/json"

	"github.com/swcheck/swcheck/observation"
)

// manifestStart returns the start_url of the manifest at the URL, made
// absolute, or "" where there is none that a browser would use.
func (s Setup) manifestStart(ctx context.Context, manifest string) string {
	if manifest == "" {
		return ""
	}
	return startURL(s.Probes.Get(ctx, manifest, observation.ProbeManifest))
}

// startURL reads start_url. One of another origin than the manifest's page is
// passed over, as browsers do.
//
// Source: https://www.w3.org/TR/appmanifest/#start_url-member
func startURL(probe observation.Probe) string {
	var manifest struct {
		StartURL string `json:"start_url"`
	}
	if probe.Status != 200 || json.Unmarshal([]byte(probe.Body), &manifest) != nil || manifest.StartURL == "" {
		return ""
	}
	return resolve(probe.URL, manifest.StartURL)
}
