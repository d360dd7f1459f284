package serve

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

// output keeps the end of what a command prints, for the message of a failure,
// and passes all of it on where somebody wants to see it.
type output struct {
	pass io.Writer // nil: nobody

	mu   sync.Mutex
	kept []byte
}

// What is kept of the output, and how much of that a message shows.
const (
	keptBytes  = 16 << 10
	shownLines = 20
)

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.kept = append(o.kept, p...)
	if over := len(o.kept) - keptBytes; over > 0 {
		o.kept = append(o.kept[:0], o.kept[over:]...)
	}
	if o.pass != nil {
		// Whether it is seen must not decide whether the site runs on.
		_, _ = o.pass.Write(p)
	}
	return len(p), nil
}

// last returns the last lines, indented, after a heading; "" where nothing was
// printed.
func (o *output) last() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	text := strings.TrimSpace(string(bytes.ToValidUTF8(o.kept, nil)))
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	lines = lines[max(0, len(lines)-shownLines):]
	return "\nits last output:\n  " + strings.Join(lines, "\n  ")
}
