package main

import (
	"context"
	"io"
)

// run is the whole program with its surroundings given: it parses args, does
// what they say and returns the exit code. Tests call it as main does.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) (string, bool)) int {
	w := &world{in: stdin, out: stdout, err: stderr, env: env, open: openBrowser}
	root := newRoot(w)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil {
		printError(w.err, err)
	}
	return exitCode(err)
}
