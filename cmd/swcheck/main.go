// Command swcheck tells what the visitors of a web site get when the network
// fails. See README.md, or run swcheck help.
package main

import (
	"context"
	"os"
)

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	unlessUnread := endedUnread(cancel)
	ctx, stop := interruptible(ctx, cancel)
	code := run(ctx, os.Args[1:], os.Stdin, unlessUnread(os.Stdout), unlessUnread(os.Stderr), os.LookupEnv)
	if wasUnread(ctx) {
		code = exitUnread // also where that was seen only when all was done
	}
	stop()
	os.Exit(code)
}
