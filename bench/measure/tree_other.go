//go:build !linux

package measure

import "context"

func run(context.Context, Options, string, ...string) (Usage, error) {
	return Usage{}, ErrUnsupported
}
