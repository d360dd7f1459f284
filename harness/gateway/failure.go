package gateway

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
)

// Why an exchange came to nothing by the gateway's own doing.
var (
	errCut         = errors.New("the wire was cut")
	errHeld        = errors.New("the wire held it back until its state changed")
	errBrowserLeft = errors.New("the browser closed the connection")
	errReset       = errors.New("the connection was reset when the request arrived")
	errBlocked     = errors.New("the host is blocked")
	errUnreadable  = errors.New("an unread tunnel cannot be answered by the gateway")
	errClosed      = errors.New("the gateway was closed")
)

// refusal reports whether the gateway itself let the exchange end so.
func refusal(err error) bool {
	for _, own := range []error{errCut, errHeld, errBrowserLeft, errReset, errBlocked, errUnreadable, errClosed} {
		if errors.Is(err, own) {
			return true
		}
	}
	return false
}

// describe tells why an upstream gave no answer. What comes before the colon is
// a fixed word that programs may look for.
func describe(err error) string {
	return kindOf(err) + ": " + err.Error()
}

func kindOf(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case isCertificateFault(err):
		return "certificate"
	case errors.As(err, &dns):
		return "dns"
	case isTLSFault(err):
		return "tls"
	case errors.As(err, &op) && op.Op == "dial":
		return "connect"
	}
	return "response"
}

func isCertificateFault(err error) bool {
	var verification *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &verification) || errors.As(err, &authority) ||
		errors.As(err, &host) || errors.As(err, &invalid)
}

func isTLSFault(err error) bool {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var op *net.OpError
	return errors.As(err, &record) || errors.As(err, &alert) ||
		(errors.As(err, &op) && op.Op == "remote error")
}
