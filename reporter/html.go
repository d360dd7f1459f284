package reporter

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// The page is the JSON report inside a template. What stands in it was escaped by
// html/template for the place where it stands, and passed through clean before:
// no site gets markup, script or style into it. Should one, the policy in the
// page's head lets nothing run but the page's own script, by its hash, and lets
// nothing be asked of any network.

func init() {
	Register(Format{
		Name: "html", Description: "one page with everything in it, to open from disk",
		Browsable: true, Write: writeHTML,
	})
}

var (
	//go:embed page/report.html
	reportPage string
	//go:embed page/report.css
	reportLooks string
	//go:embed page/report.js
	reportScript string
)

// The policy has the hashes of style and script, and a browser reads no CR: a
// checkout on Windows may have put some there.
func init() {
	reportStyle = strings.ReplaceAll(baseStyle+reportLooks, "\r\n", "\n")
	reportScript = strings.ReplaceAll(reportScript, "\r\n", "\n")
}

var reportStyle string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"clean": clean, "cleanCode": cleanCode, "duration": duration, "size": size, "count": count, "pieces": pieces, "wideCode": wideCode,
	"mark":    func(o finding.Outcome) string { return outcomeMarks[o] },
	"finding": func(v reportView, number int, r finding.Result) findingView { return findingView{v, number, r} },
	"link":    func(v reportView, url string) linkView { return linkView{v.URL(url), v.trailID(url)} },
	"trail":   func(v reportView, t finding.Trail) trailView { return trailView{v, t, v.trailID(t.URL)} },
	"caches": func(v reportView, heading, name string, caches []finding.Cache, more int) cachesView {
		return cachesView{v, heading, name, caches, more}
	},
	"rules": func(v reportView, outcome, heading string) rulesView {
		return rulesView{v, heading, v.Of(outcome)}
	},
}).Parse(reportPage))

// What single parts of the template see.
type (
	findingView struct {
		View   reportView
		Number int
		Result finding.Result
	}
	trailView struct {
		View  reportView
		Trail finding.Trail
		ID    string
	}
	rulesView struct {
		View    reportView
		Heading string
		Results []finding.Result
	}
	cachesView struct {
		View          reportView
		Heading, Name string
		Caches        []finding.Cache
		More          int
	}
	linkView struct {
		Text string
		ID   string // of the place in the page that tells more; "" where nothing does
	}
)

var outcomeMarks = map[finding.Outcome]string{
	finding.Pass: "✓", finding.Fail: "✗", finding.NotApplicable: "–", finding.Inconclusive: "?",
}

// A reportsPage is what the template sees.
type reportsPage struct {
	Title    string
	Reports  []reportView
	Overview string // where there are several
	Style    template.CSS
	Script   template.JS
	Policy   string
}

func writeHTML(w io.Writer, reports []finding.Report, _ Options) error {
	page := reportsPage{
		Title: "swcheck: no target was judged", Style: template.CSS(reportStyle), Script: template.JS(reportScript), Policy: policy(),
	}
	for i, r := range reports {
		view := newReportView(i, r)
		view.Several = len(reports) > 1
		page.Reports = append(page.Reports, view)
	}
	switch len(reports) {
	case 1:
		page.Title = "swcheck: " + page.Reports[0].Word() + " " + clean(reports[0].Target)
	default:
		page.Overview = clean(overview(reports))
		if len(reports) > 0 {
			page.Title = "swcheck: " + page.Overview
		}
	}
	var out bytes.Buffer
	if err := reportTemplate.Execute(&out, page); err != nil {
		return err
	}
	_, err := w.Write(append(bytes.TrimSpace(out.Bytes()), '\n'))
	return err
}

// policy allows the page's own style and script and pictures that stand in it,
// and nothing else.
func policy() string {
	return "default-src 'none'; img-src data:; style-src " + hashOf(reportStyle) + "; script-src " + hashOf(reportScript) +
		"; base-uri 'none'; form-action 'none'"
}

func hashOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
