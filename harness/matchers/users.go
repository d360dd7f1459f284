package matchers

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Nobody is who is logged in where nobody is.
const Nobody = "nobody"

// BeFetchedAs matches a visit whose document was fetched as this user, who was
// named to the session by LogIn or SetUser, or as [Nobody]. Who is logged in now
// does not count: a stored page is of who stored it. Of a document that the
// worker made nothing tells whose it is, and that is an error.
func BeFetchedAs(log Log, user string) types.GomegaMatcher {
	return ofPages(phrase{"be", "fetched as " + called(user)}, func(v observation.Visit) (verdict, error) {
		from, known := log.Log().Source(v.Exchange)
		if !known {
			return verdict{}, fmt.Errorf("nothing tells as whom %s was fetched: its document is %s, and carries no number of an exchange", address(v), likeness.From(v))
		}
		got := fmt.Sprintf("fetched as %s in exchange %d", called(from.User), from.ID)
		return verdict{called(from.User) == called(user), phrase{"was", got}}, nil
	})
}

func called(user string) string {
	if user == "" {
		return Nobody
	}
	return user
}

// HaveNoBytesOf matches a visit that shows nothing that was fetched as this
// user: no document, frame or data, and of scripts, style sheets, fonts,
// pictures and media nothing that the server marked private or no-store. What
// somebody else got as well, byte by byte, is everybody's. Where nothing was
// fetched as the user before, there is nothing that could be shown of them, and
// that is an [*AbsentUserError].
func HaveNoBytesOf(log Log, user string) types.GomegaMatcher {
	return ofPages(phrase{"be", "without anything that was fetched as " + called(user)}, func(v observation.Visit) (verdict, error) {
		seen := log.Log()
		if user != Nobody && !isAmong(seen, user) {
			return verdict{}, &AbsentUserError{User: user}
		}
		var of []string
		numbered := false
		for _, q := range v.Requests {
			from, known := seen.Source(q.Exchange)
			numbered = numbered || known
			if known && called(from.User) == called(user) && isPersonal(q, from) && !gotByOthers(seen, from) {
				of = append(of, fmt.Sprintf("%s (%s, %s, fetched as %s in exchange %d)", q.URL, q.Destination, servedBy(q), called(user), from.ID))
			}
		}
		switch {
		case len(of) > 0:
			return verdict{false, phrase{"shows", several(of)}}, nil
		case !numbered && len(v.Requests) > 0:
			return verdict{}, errors.New("nothing tells as whom it was fetched what " + address(v) + " shows: nothing of it carries the number of an exchange")
		}
		return verdict{true, phrase{"is", "without it"}}, nil
	})
}

// An AbsentUserError tells that nothing was fetched as a user in the session, so
// that nothing of them can be shown.
type AbsentUserError struct{ User string }

func (e *AbsentUserError) Error() string {
	return fmt.Sprintf("%s did not log in before: nothing was fetched as %s in this session, so there is nothing that could be shown", e.User, e.User)
}

// Hint tells what to do.
func (e *AbsentUserError) Hint() string {
	return "let " + e.User + " log in in the same session before, and visit what is theirs"
}

func isAmong(log observation.SessionLog, user string) bool {
	return slices.ContainsFunc(log.Exchanges, func(e observation.Exchange) bool { return called(e.User) == called(user) })
}

// isPersonal reports whether an answer may be meant for one user alone.
func isPersonal(q observation.Request, from observation.Exchange) bool {
	switch q.Destination {
	case "document", "iframe", "fetch":
		return !q.Failed()
	}
	wishes := strings.ToLower(strings.Join(from.ResponseHeader["Cache-Control"], ","))
	return !q.Failed() && (strings.Contains(wishes, "private") || strings.Contains(wishes, "no-store"))
}

// gotByOthers reports whether somebody else got the very same for the URL.
func gotByOthers(log observation.SessionLog, of observation.Exchange) bool {
	return of.Content() != "" && slices.ContainsFunc(log.Exchanges, func(e observation.Exchange) bool {
		return e.User != of.User && likeness.SameURL(e.URL, of.URL) && e.Content() == of.Content()
	})
}
