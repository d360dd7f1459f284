// Command serve serves every built site of bench/sites as a plain static
// server would, each on a port of its own, and counts what reaches it.
//
// It prints one line per site, its name and its URL, and last the URL of the
// counters: GET lists them, DELETE sets them back to zero, PUT URL/SITE/1 deploys
// the site's next build where there is one, PUT URL/SITE/0 goes back.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"github.com/swcheck/swcheck/bench/sites/static"
)

func main() {
	var options static.Options
	root := flag.String("root", filepath.Join("bench", "sites"), "folder whose */dist folders are served, or one folder with an index.html")
	only := flag.String("only", "", "serve only the site with this name")
	flag.BoolVar(&options.SPA, "spa", false, "answer unknown paths with /index.html, as servers of single-page apps do")
	flag.DurationVar(&options.MaxAge, "max-age", 0, "send Cache-Control: max-age; 0 sends none")
	port := flag.Int("port", 0, "port of the first site, the next ones follow; 0 takes free ones")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := serve(ctx, *root, *only, *port, options, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context, root, only string, port int, options static.Options, out io.Writer) error {
	folders, err := builtSites(root, only)
	if err != nil {
		return err
	}
	counts := newCounters()
	stopped := make(chan error, len(folders)+1)
	start := func(name string, handler http.Handler) error {
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return fmt.Errorf("serve %s: %w", name, err)
		}
		if port != 0 {
			port++
		}
		server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
		context.AfterFunc(ctx, func() { _ = server.Close() })
		go func() { stopped <- server.Serve(listener) }()
		fmt.Fprintf(out, "%s http://%s/\n", name, listener.Addr())
		return nil
	}
	sites := control{}
	for _, folder := range folders {
		name := siteName(folder)
		sites[name] = static.NewBuilds(options, builds(folder)...)
		if err := start(name, counts.of(name, sites[name])); err != nil {
			return err
		}
	}
	if err := start("counters", sites.handler(counts)); err != nil {
		return err
	}
	if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// builtSites finds the folders to serve.
func builtSites(root, only string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(root, "index.html")); err == nil {
		return []string{root}, nil
	}
	folders, err := filepath.Glob(filepath.Join(root, "*", "dist"))
	if err != nil {
		return nil, err
	}
	folders = slices.DeleteFunc(folders, func(folder string) bool { return only != "" && siteName(folder) != only })
	if len(folders) == 0 {
		return nil, fmt.Errorf("no built site below %s\nhint: build them with bench/sites/build.sh", root)
	}
	return folders, nil
}

// builds returns the folder, and that of the next build if it was made.
func builds(folder string) []string {
	next := folder + "-b"
	if _, err := os.Stat(next); err != nil {
		return []string{folder}
	}
	return []string{folder, next}
}

func siteName(folder string) string {
	if filepath.Base(folder) == "dist" {
		return filepath.Base(filepath.Dir(folder))
	}
	return filepath.Base(folder)
}
