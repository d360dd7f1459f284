package reading

import "github.com/swcheck/swcheck/observation"

// Untold returns the document, scripts and styles of a load of which nothing
// tells the build; see [freshness.Build.Untold].
func (r Round) Untold(v observation.Visit) []observation.Request { return r.build().Untold(v) }

func (r Round) textChanged(v observation.Visit) bool { return r.build().TextChanged(v) }

// Untold returns why a load of the page does not tell what build it shows, or "".
func (p PageLoads) Untold() string {
	for _, load := range p.Loads {
		if reason := load.WhyUntold(); reason != "" {
			return reason
		}
	}
	return ""
}

// WhyUntold returns why the load does not tell what build it shows, or "".
func (l LoadAfter) WhyUntold() string {
	if len(l.Untold) == 0 {
		return ""
	}
	q := l.Untold[0]
	return "the worker makes its answer for " + Path(q.URL) + " anew and drops the number of the exchange, so nothing tells of which build it is; the deploy changed it on the server"
}
