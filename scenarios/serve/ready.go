package serve

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

const (
	// again is the pause between two attempts: that a port is opened is told by
	// no event.
	again = 50 * time.Millisecond
	// answerLimit bounds one attempt: a server that compiles at its first
	// request may need long.
	answerLimit = 20 * time.Second
	// dialLimit bounds the look whether something listens.
	dialLimit = time.Second
)

// isTaken reports whether somebody listens at the address.
func isTaken(ctx context.Context, address *url.URL) bool {
	dialer := net.Dialer{Timeout: dialLimit}
	connection, err := dialer.DialContext(ctx, "tcp", hostPort(address))
	if err != nil {
		return false
	}
	connection.Close()
	return true
}

func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// await waits until the URL answers, and fails at once when the command ends.
func (s *Site) await(ctx context.Context, ready string) error {
	limited, cancel := context.WithTimeoutCause(ctx, s.options.Timeout, errSlow)
	defer cancel()
	attempt, stop := context.WithCancel(limited)
	defer stop()
	go func() { // an attempt must not outlive the command
		select {
		case <-s.process.exited:
			stop()
		case <-attempt.Done():
		}
	}()
	ticker := time.NewTicker(again)
	defer ticker.Stop()
	client := newClient()
	defer client.CloseIdleConnections()
	var last error
	for {
		err := ask(attempt, client, ready)
		if err == nil && s.process.running() {
			return nil
		}
		if last == nil || attempt.Err() == nil { // else it says only that the time is over
			last = err
		}
		select {
		case <-s.process.exited:
			s.process.awaitSilence()
			return s.process.died()
		case <-limited.Done():
			if errors.Is(context.Cause(limited), errSlow) {
				return &NeverReadyError{Command: s.options.Command, URL: ready, After: s.options.Timeout, Err: last, Output: s.process.output.last()}
			}
			return ctx.Err()
		case <-ticker.C:
		}
	}
}

var errSlow = errors.New("the start took too long")

// newClient returns a client that looks at the site itself: no proxy, no
// redirects, and no verdict on certificates, which is the browser's.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       answerLimit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
			DisableKeepAlives: true,
		},
	}
}

// ask returns nil when the URL answers with anything but a server error.
func ask(ctx context.Context, client *http.Client, ready string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, ready, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		var e *url.Error
		if errors.As(err, &e) {
			return e.Err
		}
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusInternalServerError {
		return fmt.Errorf("it answered with status %d", response.StatusCode)
	}
	return nil
}

// awaitSilence waits until all that was printed has been read: children may
// hold the pipe for ever, so it is bounded.
func (p *process) awaitSilence() {
	end(p.cmd.Process)
	select {
	case <-p.silent:
	case <-time.After(grace):
	}
}
