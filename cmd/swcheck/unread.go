package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

// errUnread is the cause with which the program's context is cancelled when
// nobody reads its output any more, as after swcheck audit | head. It ends the
// work as Ctrl-C does.
var errUnread = fmt.Errorf("%w: nobody reads the output any more", errInterrupted)

// endedUnread makes of the standard streams such as end the work when their
// reader has gone. Without it the first line that nobody reads would end the
// program at once, and the site and the browser's folders would outlive it.
//
// The system's signal for it is told to a channel that nobody looks at: writes
// then return an error. It is not ignored, because the programs that are started
// here would inherit that.
func endedUnread(cancel context.CancelCauseFunc) func(stream *os.File) io.Writer {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	return func(stream *os.File) io.Writer {
		if term.IsTerminal(int(stream.Fd())) {
			return stream // its end is told by SIGHUP
		}
		return &piped{stream, cancel}
	}
}

// A piped is a stream whose reader may go.
type piped struct {
	stream *os.File
	cancel context.CancelCauseFunc
}

func (p *piped) Write(b []byte) (int, error) {
	n, err := p.stream.Write(b)
	if err != nil && isUnread(err) {
		p.cancel(errUnread)
		return n, errUnread
	}
	return n, err
}

// wasUnread tells whether the context ended because nobody reads the output.
func wasUnread(ctx context.Context) bool { return context.Cause(ctx) == errUnread }
