package matchers

import "github.com/swcheck/swcheck/observation"

// A Log is where it stands what crossed the wire: a session, or with [LogOf]
// what was saved of one. The numbers of exchanges mean nothing in the log of
// another session.
type Log interface{ Log() observation.SessionLog }

// LogOf makes a Log of one that is at hand.
func LogOf(log observation.SessionLog) Log { return savedLog{log} }

type savedLog struct{ log observation.SessionLog }

func (s savedLog) Log() observation.SessionLog { return s.log }
