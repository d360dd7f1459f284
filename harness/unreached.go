package harness

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// Unreached tells why a visit that failed got no answer, by the exchanges of its
// session, and what to do. The gateway knows it better than the browser, for
// which every fault beyond the gateway looks alike.
func Unreached(v observation.Visit, log []observation.Exchange) (reason, advice string) {
	reason = v.Error
	asked := append([]string{v.URL, v.Final}, v.Navigations...)
	for _, x := range log {
		if x.Outcome == observation.Failed && x.Error != "" && slices.Contains(asked, x.URL) {
			reason = x.Error
		}
	}
	return faultWords(v.URL, reason), faultHint(v.Error + " " + reason)
}

// faultWords says in words what went wrong with a request, of which Go tells the
// steps of its own that led there, and mostly the URL once more.
func faultWords(address, fault string) string {
	u, err := url.Parse(address)
	if err != nil {
		return fault
	}
	switch {
	case strings.Contains(fault, "connection refused"):
		return "nobody listens at " + gateway.HostPort(u) + " (connection refused)"
	case strings.Contains(fault, "no such host"):
		return "the name " + u.Hostname() + " is not known"
	case strings.Contains(fault, "network is unreachable"), strings.Contains(fault, "no route to host"):
		return "there is no way to " + u.Hostname() + " from here"
	}
	if _, reason, found := strings.Cut(fault, strconv.Quote(address)+": "); found {
		return reason
	}
	return fault
}

// faultHint finds the advice by words of the two sources of errors: Chrome's
// net error names (net/base/net_error_list.h) and Go's net and x509 packages.
func faultHint(fault string) string {
	fault = strings.ToLower(fault)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(fault, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("x509", "certificate", "err_cert", "tls:", "err_ssl"):
		return "where the certificate is known to be self-made, accept it with --insecure"
	case has("too_many_redirects"):
		return "the server sends the browser in a circle; it often wants a cookie: give it with --cookie"
	case has("no such host", "name_not_resolved", "server misbehaving"):
		return "check the host name"
	case has("refused", "connection_refused"):
		return "start the server, or check the port"
	case has("timeout", "timed_out", "deadline"):
		return "look whether the server answers at all, or give it more time with --timeout"
	}
	return "check that the URL opens in a browser of your own"
}
