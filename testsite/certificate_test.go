package testsite_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/testsite"
)

func TestTLS(t *testing.T) {
	certificate, err := testsite.NewCertificate()
	if err != nil {
		t.Fatal(err)
	}
	site := start(t, "no-worker", testsite.TLS(certificate))
	if !strings.HasPrefix(site.URL(), "https://") || !strings.HasPrefix(site.ThirdPartyURL(), "https://") {
		t.Fatalf("started at %s and %s", site.URL(), site.ThirdPartyURL())
	}
	trusting := visitor(t)
	trusting.Transport = &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: site.CertPool()}}
	got := get(t, trusting, site.URL())
	if got.StatusCode != http.StatusOK || got.ProtoMajor != 2 {
		t.Errorf("status %d over %s, want 200 over HTTP/2", got.StatusCode, got.Proto)
	}
	expectUnknownAuthority(t, site.URL())
}

func expectUnknownAuthority(t *testing.T, address string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := (&http.Client{Transport: &http.Transport{}}).Do(r)
	if err == nil {
		response.Body.Close()
	}
	if unknown := (x509.UnknownAuthorityError{}); !errors.As(err, &unknown) {
		t.Errorf("who does not trust the certificate must be told, got: %v", err)
	}
}

func TestExpiredCertificate(t *testing.T) {
	certificate, err := testsite.ExpiredCertificate()
	if err != nil {
		t.Fatal(err)
	}
	site := start(t, "no-worker", testsite.TLS(certificate))
	c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: site.CertPool()}}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.URL(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := c.Do(r)
	if err == nil {
		response.Body.Close()
	}
	var invalid x509.CertificateInvalidError
	if !errors.As(err, &invalid) || invalid.Reason != x509.Expired {
		t.Errorf("got: %v", err)
	}
}
