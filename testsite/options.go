package testsite

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	stdlog "log"
)

// silent swallows what net/http says of clients that hang up: they do so on
// purpose here.
var silent = stdlog.New(io.Discard, "", 0)

// An Option changes how a site is served.
type Option func(*options)

type options struct {
	port        int
	certificate *tls.Certificate
	pool        *x509.CertPool
}

// Port makes the site listen on the port. 0, the default, takes a free one.
func Port(n int) Option {
	return func(o *options) { o.port = n }
}

// TLS serves both origins over HTTPS, and HTTP/2, with the certificate. Make
// one with [NewCertificate], or bring one that is faulty.
func TLS(c Certificate) Option {
	return func(o *options) { o.certificate, o.pool = &c.certificate, c.pool }
}
