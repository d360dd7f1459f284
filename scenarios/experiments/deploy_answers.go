package experiments

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

// NoNewBuildError tells that nobody serves the new build where it is said to be.
type NoNewBuildError struct {
	URL string
	Err error // of the last attempt
}

func (e *NoNewBuildError) Error() string {
	return fmt.Sprintf("the new build at %s does not answer: %v", e.URL, e.Err)
}

func (e *NoNewBuildError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *NoNewBuildError) Hint() string {
	return "start the server of the new build, or check the address: deploy.to in swcheck.yaml, or --deploy-to"
}

const (
	// newBuildLimit is how long the new build is waited for: who starts both
	// builds with one command is told only of the first that it answers.
	newBuildLimit = 5 * time.Second
	newBuildAgain = 200 * time.Millisecond
)

// AwaitNewBuild waits until the address that serves the target's new build
// answers with anything but a server error. It returns at once where no address
// does. Errors: [*NoNewBuildError], the context's.
func AwaitNewBuild(ctx context.Context, t Target) error {
	if t.Deploy.Upstream == nil {
		return nil
	}
	start, err := url.Parse(t.URL)
	if err != nil {
		return err
	}
	start.Scheme, start.Host = t.Deploy.Upstream.Scheme, t.Deploy.Upstream.Host
	limited, cancel := context.WithTimeout(ctx, newBuildLimit)
	defer cancel()
	client := plainClient()
	defer client.CloseIdleConnections()
	again := time.NewTicker(newBuildAgain)
	defer again.Stop()
	var last error
	for {
		err := answers(limited, client, start.String())
		if err == nil {
			return nil
		}
		if last == nil || limited.Err() == nil { // else it says only that the time is over
			last = err
		}
		select {
		case <-limited.Done():
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return &NoNewBuildError{URL: start.String(), Err: last}
		case <-again.C:
		}
	}
}

// plainClient looks at a server itself: no proxy, no redirects, and no verdict
// on certificates, which is the gateway's.
func plainClient() *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
	}
}

// answers returns nil when the URL answers with anything but a server error,
// and else why it does not, in few words.
func answers(ctx context.Context, client *http.Client, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return plainly(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusInternalServerError {
		return fmt.Errorf("status %d", response.StatusCode)
	}
	return nil
}

// plainly leaves out of an error of the network what it repeats of the address.
func plainly(err error) error {
	var call *os.SyscallError
	var dns *net.DNSError
	var of *url.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("nothing came within %s: %w", newBuildLimit, context.DeadlineExceeded)
	case errors.As(err, &call):
		return call.Err
	case errors.As(err, &dns):
		return dns
	case errors.As(err, &of):
		return of.Err
	}
	return err
}
