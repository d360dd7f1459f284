package scaffold_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/scaffold"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// hostile are texts that a site may choose, to get out of where they are put.
var hostile = []string{
	"Plain", "a: b # c", `"quoted" \ 'twice'`, "- item", "{{.Target}}", "$HOME ${PATH}", "line\nsteps:\n  - visit: /evil", "\u2028\u202ebidi",
	"\x1b[31mred", "*", "&a", "!!binary x", "null", "%", "---", strings.Repeat("long ", 200), "", "`id`", "$(id)", "'; rm -rf /; '",
}

// written writes the files of a site and returns the folder.
func written(t *testing.T, site scaffold.Site, repository scaffold.Repository) (string, []scaffold.File) {
	t.Helper()
	files, err := scaffold.Files(site, repository)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder, files
}

// loaded reads what was written as swcheck run does.
func loaded(t *testing.T, folder string) (*config.Config, *suite.Suite) {
	t.Helper()
	lookup := func(name string) (string, bool) { return "set", strings.HasPrefix(name, "SITE_") }
	content, err := os.ReadFile(filepath.Join(folder, "swcheck.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(content, config.Surroundings{Name: "swcheck.yaml", Lookup: lookup})
	if err != nil {
		t.Fatalf("%v in\n%s", err, content)
	}
	around := suite.Around(c.Target)
	around.Lookup = lookup
	s, err := suite.Load([]string{filepath.Join(folder, "scenarios")}, around)
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

func names(s *suite.Suite) string {
	var all []string
	for _, scenario := range s.Scenarios {
		all = append(all, scenario.Name)
	}
	return strings.Join(all, "\n")
}

func full() scaffold.Site {
	return scaffold.Site{
		Target: "http://127.0.0.1:8000/app/", Status: 200, Title: "Home", Pages: []string{"/app/talks"}, Claims: true,
		Visited: []scaffold.Visited{
			{Shows: finding.ShowsPage, Pages: []string{"/app/", "/app/talks"}},
			{Shows: finding.ShowsShell, Pages: []string{"/app/a"}, Another: true},
			{Shows: finding.ShowsFallback, Pages: []string{"/app/b"}, Another: true},
			{Shows: finding.ShowsPage, Today: "nothing at all", Pages: []string{"/app/c"}, Another: true},
		},
		Unvisited: scaffold.Unvisited{Page: "/app/never-visited", Fallback: true},
		Deploy:    scaffold.Deploy{Fresh: true, NewWorker: true},
		Headers:   []scaffold.Secret{scaffold.NewSecret("header", "X-Api-Key")},
		Cookies:   []scaffold.Secret{scaffold.NewSecret("cookie", "sid.v2")},
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	folder, _ := written(t, full(), scaffold.Repository{Within: "."})
	c, s := loaded(t, folder)
	if c.Target.URL != "http://127.0.0.1:8000/app/" || len(c.Target.Pages) != 1 || c.Target.Header["X-Api-Key"] != "set" || c.Target.Cookies[0].Name != "sid.v2" {
		t.Errorf("the configuration is read as %+v", c.Target)
	}
	want := `A deploy reaches who knows the site
A page that was never visited shows the fallback offline
A visited page opens offline [page=/app/]
A visited page opens offline [page=/app/talks]
A visited page shows the site's frame offline [page=/app/a]
A visited page shows the fallback offline [page=/app/b]
Another visited page opens offline [page=/app/c]`
	if got := names(s); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestHostileTextStaysWhereItIsPut(t *testing.T) {
	for _, text := range hostile {
		site := full()
		site.Title, site.Unvisited.Title, site.Unvisited.Today, site.Deploy.Today = text, text, text, text
		site.Given, site.Besides = text, []string{text}
		page := "/" + url.PathEscape(text) + "$x" // a dollar sign is left as it is in addresses
		site.Pages, site.Unvisited.Page = []string{page}, page
		site.Visited = []scaffold.Visited{{Shows: finding.ShowsPage, Today: text, Pages: []string{page}}}
		folder, _ := written(t, site, scaffold.Repository{Within: "."})
		c, s := loaded(t, folder)
		if c.Target.Pages[0] != page {
			t.Errorf("the page %q is read as %q", page, c.Target.Pages[0])
		}
		if len(s.Scenarios) != 3 {
			t.Errorf("%q: %d scenarios are read:\n%s", text, len(s.Scenarios), names(s))
		}
		site.NoWorker = text + "."
		folder, _ = written(t, site, scaffold.Repository{Within: "."})
		if _, s = loaded(t, folder); len(s.Scenarios) != 1 {
			t.Errorf("%q: %d scenarios are read:\n%s", text, len(s.Scenarios), names(s))
		}
	}
}

func TestEveryFormOfAScenarioIsRead(t *testing.T) {
	for _, change := range []func(*scaffold.Site){
		func(s *scaffold.Site) { s.Claims = false },
		func(s *scaffold.Site) { s.Insecure = true },
		func(s *scaffold.Site) { s.Deploy = scaffold.Deploy{Reopen: true, NewWorker: true, Today: "it waits"} },
		func(s *scaffold.Site) { s.Deploy = scaffold.Deploy{Untold: true} },
		func(s *scaffold.Site) { s.Unvisited = scaffold.Unvisited{Page: "/x"} },
		func(s *scaffold.Site) { s.Unvisited = scaffold.Unvisited{Page: "/x", Title: "Offline", Fallback: true} },
		func(s *scaffold.Site) { s.Visited = nil },
		func(s *scaffold.Site) { s.NoWorker, s.Title = "there is none", "" },
		func(s *scaffold.Site) { s.Besides = []string{"one of them", "another"} },
		func(s *scaffold.Site) { s.Given = "http://old.example/" },
	} {
		site := full()
		change(&site)
		folder, _ := written(t, site, scaffold.Repository{Within: "."})
		loaded(t, folder)
	}
}

func TestALoginIsRead(t *testing.T) {
	for _, form := range []scaffold.Form{
		{User: "#user", Password: "#password", Submit: "#go"},
		{Password: `input[name="$pw: {x}"]`},
		{User: `'"`, Password: "- %", Submit: "text=${HOME} # x"},
	} {
		for _, leads := range []bool{true, false} {
			site := full()
			site.Login = &scaffold.Login{Form: form, Page: "/login?next=/$app", Leads: leads, At: "/login\nusers: {}"}
			folder, _ := written(t, site, scaffold.Repository{Within: ".", CI: scaffold.GitHub})
			c, s := loaded(t, folder)
			wantUsers, wantScenarios := 0, 7
			if leads {
				wantUsers, wantScenarios = 1, 1
			}
			if len(c.Target.Users) != wantUsers || len(s.Scenarios) != wantScenarios {
				t.Errorf("%+v: %d users and %d scenarios are read", site.Login, len(c.Target.Users), len(s.Scenarios))
			}
			job, err := os.ReadFile(filepath.Join(folder, ".github", "workflows", "swcheck.yml"))
			if err != nil || strings.Contains(string(job), "SITE_PASSWORD: ${{ secrets.SITE_PASSWORD }}") != leads {
				t.Errorf("%v: the job is\n%s", err, job)
			}
		}
	}
}

func TestFindsTheCI(t *testing.T) {
	file := &fstest.MapFile{}
	remote := func(url string) fstest.MapFS {
		return fstest.MapFS{".git/config": {Data: []byte("[remote \"origin\"]\n\turl = " + url + "\n")}}
	}
	for name, c := range map[string]struct {
		root fstest.MapFS
		want scaffold.CI
		path string
	}{
		"nothing":             {fstest.MapFS{}, scaffold.Shell, "ci/swcheck.sh"},
		"a folder of GitHub":  {fstest.MapFS{".github/dependabot.yml": file}, scaffold.GitHub, "../.github/workflows/swcheck.yml"},
		"a file of GitLab":    {fstest.MapFS{".gitlab-ci.yml": file}, scaffold.GitLab, "../.gitlab/swcheck.yml"},
		"a remote at GitHub":  {remote("git@github.com:a/b.git"), scaffold.GitHub, "../.github/workflows/swcheck.yml"},
		"one by https":        {remote("https://github.com/a/b"), scaffold.GitHub, "../.github/workflows/swcheck.yml"},
		"a remote at GitLab":  {remote("https://user@gitlab.example.org/a/b.git"), scaffold.GitLab, "../.gitlab-ci.yml"},
		"a name in the path":  {remote("https://example.org/github/b.git"), scaffold.Shell, "ci/swcheck.sh"},
		"a name in the scp":   {remote("git@example.org:gitlab/b.git"), scaffold.Shell, "ci/swcheck.sh"},
		"a remote with ssh":   {remote("ssh://git@gitlab.com:22/a/b.git"), scaffold.GitLab, "../.gitlab-ci.yml"},
		"both, GitHub's file": {fstest.MapFS{".github/x": file, ".git/config": remote("https://gitlab.com/a")[".git/config"]}, scaffold.GitHub, "../.github/workflows/swcheck.yml"},
	} {
		found := scaffold.FindCI(c.root)
		if found.CI != c.want {
			t.Errorf("%s is taken for %q, because %s", name, found.CI, found.Why)
		}
		found.Within, found.Version = "site", "1.2.3"
		files, err := scaffold.Files(full(), found)
		if err != nil {
			t.Fatal(err)
		}
		job := files[len(files)-1]
		if job.Path != c.path {
			t.Errorf("%s: the job is written to %s", name, job.Path)
		}
		if c.want != scaffold.Shell && !strings.Contains(string(job.Content), "site\n") {
			t.Errorf("%s: the job does not run in the folder:\n%s", name, job.Content)
		}
		if !strings.Contains(string(job.Content), "swcheck@v1.2.3\n") {
			t.Errorf("%s: the job does not install this version:\n%s", name, job.Content)
		}
		if file, _ := source.Parse(job.Path, job.Content, nil); c.want != scaffold.Shell && file.Err() != nil {
			t.Errorf("%s: %v", name, file.Err())
		}
	}
}
