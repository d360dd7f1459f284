package matchers

import (
	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// LeaveNoRequest matches exchanges, or a session, of which no request asked the
// network. A request counts also where the gateway answered it, held it back or
// refused it in the network's place: as a played deploy, a captive portal, a
// status, lie-fi, a reset. Offline there is no network to ask, so what the cut
// wire refused does not count, and that nothing is left is the proof that the
// wire was cut. Of a session, Session.ExchangesSince returns the exchanges from
// some moment on.
func LeaveNoRequest() types.GomegaMatcher { return LeaveRequests(0) }

// LeaveRequests matches exchanges of which exactly n requests asked the network,
// counted as [LeaveNoRequest] does.
func LeaveRequests(n int) types.GomegaMatcher {
	return ofExchanges(toNetwork(count(n, "request", "requests")), nil, func(got int) bool { return got == n })
}

// LeaveRequestsAtMost matches exchanges of which at most n requests asked the
// network, counted as [LeaveNoRequest] does.
func LeaveRequestsAtMost(n int) types.GomegaMatcher {
	return ofExchanges(toNetwork("at most "+count(n, "request", "requests")), nil, func(got int) bool { return got <= n })
}

// LeaveRequestsFor matches exchanges of which exactly n requests for the URL
// asked the network, counted as [LeaveNoRequest] does. A path stands for any
// origin, and a star for anything; where no query is written, any fits.
func LeaveRequestsFor(url string, n int) types.GomegaMatcher {
	is := func(x observation.Exchange) bool { return fitsAnyQuery(url, x.URL) }
	return ofExchanges(toNetwork(count(n, "request", "requests"))+" for "+url, is, func(got int) bool { return got == n })
}

func ofExchanges(object string, is func(observation.Exchange) bool, enough func(int) bool) types.GomegaMatcher {
	return &matcher[[]observation.Exchange]{
		want: phrase{"leave", object}, read: exchangesOf,
		subject: func([]observation.Exchange) subject { return subject{name: "the exchanges", plural: true} },
		judge: func(all []observation.Exchange) (verdict, error) {
			var left []string
			for _, x := range all {
				if x.AskedNetwork() && (is == nil || is(x)) {
					left = append(left, ofExchange(x))
				}
			}
			return verdict{enough(len(left)), phrase{"left", leaving(left)}}, nil
		},
	}
}

func leaving(left []string) string {
	requests := toNetwork(count(len(left), "request", "requests"))
	if len(left) == 0 {
		return requests
	}
	return requests + ": " + several(left)
}

func toNetwork(requests string) string { return requests + " to the network" }
