package gateway

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"
)

// Browsers refuse certificates that are valid for longer than 398 days, and
// clocks of the machines that tests run on are often a little off.
const (
	certificateLife  = 90 * 24 * time.Hour
	certificateSlack = 24 * time.Hour
)

// An Authority is a certificate authority that lives in memory. One is made for
// each browser and shared by its sessions; its key is never written anywhere.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	leafKey     *ecdsa.PrivateKey

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

// NewAuthority makes an authority with fresh ECDSA P-256 keys.
func NewAuthority() (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the key of the certificate authority: %w", err)
	}
	// All leaves share one key: a key for each host would cost time and protect
	// nothing, since all of them stay in this process.
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the key of the certificates: %w", err)
	}
	certificate, err := sign(&x509.Certificate{
		Subject:               pkix.Name{CommonName: "swcheck"},
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}, nil, key, key)
	if err != nil {
		return nil, fmt.Errorf("make the certificate authority: %w", err)
	}
	return &Authority{
		certificate: certificate,
		key:         key,
		leafKey:     leafKey,
		leaves:      map[string]*tls.Certificate{},
	}, nil
}

// SPKI returns the base64 SHA-256 of the authority's SubjectPublicKeyInfo, the
// form that Chrome's switch --ignore-certificate-errors-spki-list wants.
func (a *Authority) SPKI() string {
	sum := sha256.Sum256(a.certificate.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Certificate returns the authority's own certificate, for clients other than
// Chrome that are to trust it.
func (a *Authority) Certificate() *x509.Certificate { return a.certificate }

// leaf returns the certificate for a host name or an IP address without port.
func (a *Authority) leaf(host string) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if known := a.leaves[host]; known != nil {
		return known, nil
	}
	template := &x509.Certificate{
		Subject:     pkix.Name{Organization: []string{"swcheck"}},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(host); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{host}
	}
	certificate, err := sign(template, a.certificate, a.leafKey, a.key)
	if err != nil {
		return nil, fmt.Errorf("make a certificate for %s: %w", host, err)
	}
	made := &tls.Certificate{
		// Chrome looks for the switch's hash in the chain that it is sent, so
		// the authority must be in it.
		Certificate: [][]byte{certificate.Raw, a.certificate.Raw},
		PrivateKey:  a.leafKey,
		Leaf:        certificate,
	}
	a.leaves[host] = made
	return made, nil
}

// sign makes a certificate from the template; a nil parent means self-signed.
func sign(template, parent *x509.Certificate, subject, signer *ecdsa.PrivateKey) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template.SerialNumber = serial
	template.NotBefore = now.Add(-certificateSlack)
	template.NotAfter = now.Add(certificateLife)
	if parent == nil {
		parent = template
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, parent, subject.Public(), signer)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(raw)
}
