package harness_test

import (
	"testing"

	"github.com/swcheck/swcheck/harness"
)

// TestFaultsInWords: neither the URL again nor Go's own steps.
func TestFaultsInWords(t *testing.T) {
	for _, c := range []struct{ address, fault, want string }{
		{"http://127.0.0.1:9/a", `Get "http://127.0.0.1:9/a": dial tcp 127.0.0.1:9: connect: connection refused`, "nobody listens at 127.0.0.1:9 (connection refused)"},
		{"https://[::1]/", `Get "https://[::1]/": dial tcp [::1]:443: connect: connection refused`, "nobody listens at [::1]:443 (connection refused)"},
		{"http://nope.invalid/", `Get "http://nope.invalid/": dial tcp: lookup nope.invalid on 10.0.0.1:53: no such host`, "the name nope.invalid is not known"},
		{"http://192.0.2.1/", `Get "http://192.0.2.1/": dial tcp 192.0.2.1:80: connect: network is unreachable`, "there is no way to 192.0.2.1 from here"},
		{"https://localhost/", `Get "https://localhost/": tls: failed to verify certificate: x509: unknown authority`, "tls: failed to verify certificate: x509: unknown authority"},
		{"http://localhost/", "no answer within 10s", "no answer within 10s"},
	} {
		if got := harness.FaultWords(c.address, c.fault); got != c.want {
			t.Errorf("%s: %s", c.fault, got)
		}
	}
}
