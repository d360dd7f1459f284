package session

import (
	"maps"
	"net/http"
	"regexp"
	"slices"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// entries returns what is stored in the sessions in which nobody logs in. What
// is stored of a user is added where it was not seen what a logout leaves of
// it: else other rules know better.
func entries(o *observation.Observations) []reading.StoredEntry {
	all := reading.StoredEntries(o)
	if o.Users == nil || made(&o.Users.UserSession, observation.PhaseLoggedOut) {
		return all
	}
	p, _ := o.Users.Phase(observation.PhaseFirst)
	return reading.AddStored(all, p.Caches, o.Users.SessionLog)
}

// storedOfUsers returns what is stored while somebody is logged in.
func storedOfUsers(o *observation.Observations) []reading.StoredEntry {
	if o.Users == nil {
		return nil
	}
	var all []reading.StoredEntry
	for _, s := range sessions(o.Users) {
		for _, p := range s.Phases {
			if p.User != "" {
				all = reading.AddStored(all, p.Caches, s.SessionLog)
			}
		}
	}
	return all
}

// harmless matches the names of cookies that do not tell who somebody is:
// against forged requests, for counting, for balancing load, and for tastes.
var harmless = regexp.MustCompile(`(?i)csrf|xsrf|^_ga|^_gid|^_gat|^_fbp|^_hj|^_pk_|^_cl[cs]k|^ajs_|^amplitude|^mp_|^optimizely|consent|^cookie|notice|banner` +
	`|^AWSALB|^AWSELB|^__cf|^cf_|^ARRAffinity|^BIGip|^incap_|^visid|^akm|^bm_|^datadome|lang|locale|^i18n|theme|^tz|timezone|currency|^ab_|experiment|variant`)

// cookies tells which cookies belong to a visitor as a person: those of a login,
// by the configuration or by its steps. What a browser got by merely looking at
// pages is what everybody gets: frameworks give each visitor a session, a token
// against forged requests, or a number to count by, and a copy of a page that
// came with such a cookie is everybody's page.
type cookies map[string]bool

func cookiesOf(o *observation.Observations) cookies {
	own, everybodys, configured := cookies{}, cookies{}, cookies{}
	logs := reading.Logs(o)
	if o.Users != nil {
		logs = append(logs, o.Users.SessionLog)
	}
	for _, log := range logs {
		for i, e := range log.Exchanges {
			into := everybodys
			if e.User != "" {
				into = own
			}
			for _, cookie := range set(e) {
				into[cookie.Name] = true
			}
			for _, cookie := range sent(e) {
				if i == 0 { // the configuration gave it: no answer could set any before
					configured[cookie.Name] = true
				}
			}
		}
	}
	for name := range everybodys {
		delete(own, name)
	}
	maps.Copy(own, configured)
	return own
}

// personal reports whether the cookie belongs to a visitor as a person.
func (c cookies) personal(name string) bool {
	return c[name] && !harmless.MatchString(name)
}

func (c cookies) personalAmong(all []*http.Cookie) (string, bool) {
	for _, cookie := range all {
		if c.personal(cookie.Name) {
			return cookie.Name, true
		}
	}
	return "", false
}

// sent returns the cookies that went with the request. Their values are
// redacted.
func sent(e observation.Exchange) []*http.Cookie {
	return (&http.Request{Header: http.Header(e.RequestHeader)}).Cookies()
}

// set returns the cookies that the answer sets, without those that it takes
// away.
func set(e observation.Exchange) []*http.Cookie {
	all := (&http.Response{Header: http.Header(e.ResponseHeader)}).Cookies()
	return slices.DeleteFunc(all, func(c *http.Cookie) bool { return c.Value == "" || c.MaxAge < 0 })
}

// isPage reports whether the exchange is a page that somebody just opened, and
// not one that was sent a form.
func isPage(e observation.Exchange) bool {
	return e.Method == http.MethodGet && (e.Destination() == "document" || e.RequestHeader.Get("Sec-Fetch-Mode") == "navigate")
}

// authorizedByPage reports whether the page itself authorized the request. A
// whole site behind a password, as test systems are, sends the same with every
// page, and that is the browser's.
func authorizedByPage(log observation.SessionLog, e observation.Exchange) bool {
	if e.RequestHeader.Get("Authorization") == "" || isPage(e) {
		return false
	}
	return !slices.ContainsFunc(log.Exchanges, func(x observation.Exchange) bool {
		return isPage(x) && x.RequestHeader.Get("Authorization") != ""
	})
}
