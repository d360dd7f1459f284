package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/testsite"
)

func newTestsite(w *world) *cobra.Command {
	var port uint16
	cmd := &cobra.Command{
		Use:   "testsite [FIXTURE]",
		Short: "Serve the test site that is built in, to look at by hand",
		Long: `Serves the embedded test site on loopback with one of its service workers, until
Ctrl-C. It prints the URL once it answers.`,
		Example: `  swcheck testsite
  swcheck testsite offline-page --port 8000`,
		Args:              takesArguments(0, 1, "one fixture", "swcheck testsite "+testsite.DefaultFixture),
		ValidArgsFunction: onlyFirst(completeFixtures),
		RunE: func(cmd *cobra.Command, args []string) error {
			fixture, err := findFixture(args)
			if err != nil {
				return err
			}
			return w.serve(cmd.Context(), fixture, port)
		},
	}
	cmd.Flags().Uint16Var(&port, "port", 0, "`PORT` to listen on; 0 takes a free one")
	complete(cmd, "port", cobra.NoFileCompletions)
	return cmd
}

// serve serves a fixture until the context ends, which is the usual end and no
// failure.
func (w *world) serve(ctx context.Context, fixture fixtures.Fixture, port uint16) error {
	site, err := testsite.Start(fixture.Name, testsite.Port(int(port)))
	if err != nil {
		return &usageError{err: err, hint: cmp.Or(hintOf(err), "leave --port out to take a free one")}
	}
	defer site.Close()
	fmt.Fprintf(w.err, "%s: %s\n", fixture.Name, fixture.Title)
	fmt.Fprintln(w.out, site.URL())
	fmt.Fprintln(w.err, "Ctrl-C ends it")
	<-ctx.Done()
	return nil
}
