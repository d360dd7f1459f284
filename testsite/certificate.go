package testsite

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"time"
)

// A Certificate is what a site shows to HTTPS clients, and the pool that makes
// them believe it.
type Certificate struct {
	certificate tls.Certificate
	pool        *x509.CertPool
}

// NewCertificate makes a certificate for 127.0.0.1 and localhost, signed by
// itself, valid for an hour. Who does not trust [Site.CertPool] sees a
// certificate of an unknown authority.
func NewCertificate() (Certificate, error) {
	now := time.Now()
	return certificateFor(now.Add(-time.Hour), now.Add(time.Hour))
}

// ExpiredCertificate makes a certificate that ended an hour ago.
func ExpiredCertificate() (Certificate, error) {
	now := time.Now()
	return certificateFor(now.Add(-2*time.Hour), now.Add(-time.Hour))
}

func certificateFor(from, to time.Time) (Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(from.UnixNano()),
		Subject:      pkix.Name{CommonName: "Tunnel Days test site"},
		NotBefore:    from, NotAfter: to,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return Certificate{}, err
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		return Certificate{}, err
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return Certificate{certificate: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool: pool}, nil
}
