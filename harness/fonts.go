package harness

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"
)

//go:embed fonts.js
var fontScript string

// Latin is the name of the script without which most pages have no text in
// pictures.
const Latin = "Latin"

// MissingScripts returns the scripts, such as [Latin], Korean or emoji, whose
// letters the browser draws as boxes or not at all, because no font on its
// machine has them. The browser itself is asked, since it does not draw with all
// fonts that a system lists.
func (b *Browser) MissingScripts(ctx context.Context) ([]string, error) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><title></title><script>%s</script>", fontScript)
	}))
	defer site.Close()
	session, err := b.NewSession(ctx, SessionOptions{Base: site.URL, Quiet: 50 * time.Millisecond})
	if err != nil {
		return nil, err
	}
	defer session.Close()
	visit, err := session.Visit(ctx, "/")
	if err != nil {
		return nil, err
	}
	var missing []string
	if err := json.Unmarshal([]byte(visit.Title), &missing); err != nil {
		return nil, fmt.Errorf("the page that draws letters said %q: %w", visit.Title, err)
	}
	return missing, nil
}
