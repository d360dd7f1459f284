package scaffold

import (
	"embed"
	"fmt"
	"net"
	"net/url"
	"path"
	"strings"
	"text/template"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/source"
)

// A File is one to write.
type File struct {
	Path       string // with slashes, relative to the folder; may lead to the root of the repository above it
	Content    []byte
	About      string // what it is for, in one line
	Executable bool
}

//go:embed templates
var texts embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"scalar": source.Quote, "key": source.QuoteKey, "comment": comment, "wrapped": wrapped,
}).ParseFS(texts, "templates/*"))

// Files makes the files for a site in its repository.
func Files(site Site, repository Repository) ([]File, error) {
	plan := []planned{{File{Path: "swcheck.yaml", About: "the target" + andPages(site)}, "swcheck.yaml"}}
	plan = append(plan, scenarios(site)...)
	plan = append(plan, job(repository))
	files := make([]File, 0, len(plan))
	for _, p := range plan {
		var content strings.Builder
		err := templates.ExecuteTemplate(&content, p.template, view{Site: site, Repository: repository})
		if err != nil {
			return nil, fmt.Errorf("the text of %s: %w", p.Path, err)
		}
		p.Content = []byte(content.String())
		files = append(files, p.File)
	}
	return files, nil
}

// A planned file has no content yet.
type planned struct {
	File
	template string
}

// A view is what templates see.
type view struct {
	Site
	Repository
}

func andPages(site Site) string {
	switch n := len(site.Pages); n {
	case 0:
		return ""
	case 1:
		return " and 1 page"
	default:
		return fmt.Sprintf(" and %d pages", n)
	}
}

func scenarios(site Site) []planned {
	if site.BehindLogin() {
		about := "what a user sees after the login"
		return []planned{{File{Path: "scenarios/behind-login.yaml", About: about}, "behind-login.yaml"}}
	}
	if site.NoWorker != "" {
		return []planned{{File{Path: "scenarios/online.yaml", About: "what works without a service worker, and the first scenario for one"}, "online.yaml"}}
	}
	var all []planned
	if len(site.Visited) > 0 {
		about := "visited pages offline: " + expected(site.brokenPages() == "", site.brokenPages())
		all = append(all, planned{File{Path: "scenarios/visited-pages.yaml", About: about}, "visited-pages.yaml"})
	}
	return append(all,
		planned{File{Path: "scenarios/unvisited-page.yaml", About: "a page that was never visited, offline: " + expected(site.Unvisited.Today == "", "it shows "+site.Unvisited.Today)}, "unvisited-page.yaml"},
		planned{File{Path: "scenarios/deploy.yaml", About: "a new build reaches who knows the site: " + expected(site.Deploy.Fresh, "what was shown at the second load was old")}, "deploy.yaml"},
	)
}

func expected(well bool, because string) string {
	if well {
		return "passes, by what was seen"
	}
	return "fails, because " + because
}

// brokenPages tells what is wrong with pages that do not open offline, or "".
func (s Site) brokenPages() string {
	for _, v := range s.Visited {
		if v.Today != "" {
			return v.Pages[0] + " shows " + v.Today
		}
	}
	return ""
}

// Name is what the scenario is called.
func (v Visited) Name() string {
	switch {
	case v.Today != "" && v.Another:
		return "Another visited page opens offline"
	case v.Shows == finding.ShowsShell:
		return "A visited page shows the site's frame offline"
	case v.Shows == finding.ShowsFallback:
		return "A visited page shows the fallback offline"
	}
	return "A visited page opens offline"
}

// Start returns the path of the target.
func (s Site) Start() string {
	u, err := url.Parse(s.Target)
	if err != nil {
		return "/"
	}
	return u.RequestURI()
}

// Local reports whether the target is on the machine on which swcheck runs.
func (s Site) Local() bool {
	u, err := url.Parse(s.Target)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || strings.HasSuffix(u.Hostname(), ".localhost") || ip != nil && (ip.IsLoopback() || ip.IsPrivate())
}

func job(repository Repository) planned {
	root := "."
	if repository.Within != "." && repository.Within != "" {
		root = strings.TrimSuffix(strings.Repeat("../", strings.Count(repository.Within, "/")+1), "/")
	}
	switch repository.CI {
	case GitHub:
		return planned{File{Path: path.Join(root, ".github/workflows/swcheck.yml"), About: "a job for GitHub Actions: " + repository.Why}, "github.yml"}
	case GitLab:
		if repository.HasJob {
			return planned{File{Path: path.Join(root, ".gitlab/swcheck.yml"), About: "a job for GitLab, which .gitlab-ci.yml is to include: " + repository.Why}, "gitlab.yml"}
		}
		return planned{File{Path: path.Join(root, ".gitlab-ci.yml"), About: "a job for GitLab: " + repository.Why}, "gitlab.yml"}
	}
	return planned{File{Path: "ci/swcheck.sh", About: "for any CI: " + repository.Why, Executable: true}, "swcheck.sh"}
}
