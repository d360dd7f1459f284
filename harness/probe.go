package harness

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// ProbeOptions say how a plain request is made.
type ProbeOptions struct {
	Insecure bool
	RootCAs  *x509.CertPool
	Header   map[string]string
}

const (
	probeLimit = 10 * time.Second
	probeBytes = 2 << 20
)

// Probe makes a plain GET request outside the browser, without following
// redirects, within 10 s. A failure stands in Probe.Error.
func Probe(ctx context.Context, url, purpose string, o ProbeOptions) observation.Probe {
	probe := observation.Probe{Purpose: purpose, URL: clip(url, maxURLBytes)}
	ctx, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: o.Insecure, RootCAs: o.RootCAs},
		DisableKeepAlives: true,
		ForceAttemptHTTP2: true,
	}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if err := fill(ctx, client, &probe, o); err != nil {
		probe.Error = err.Error()
		if errors.Is(err, context.DeadlineExceeded) {
			probe.Error = "no answer within " + probeLimit.String()
		}
	}
	return probe
}

func fill(ctx context.Context, client *http.Client, probe *observation.Probe, o ProbeOptions) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, probe.URL, nil)
	if err != nil {
		return err
	}
	for name, value := range o.Header {
		req.Header.Set(name, value)
	}
	if probe.Purpose == observation.ProbeWorkerScript {
		// As a browser asks for it, so that a server which looks at it answers
		// as it does to one.
		req.Header.Set("Service-Worker", "script")
	}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	probe.Status, probe.Header = res.StatusCode, observation.Header(res.Header)
	body, err := io.ReadAll(io.LimitReader(res.Body, probeBytes))
	probe.Bytes, probe.Body = int64(len(body)), clip(string(body), probeBytes)
	return err
}
