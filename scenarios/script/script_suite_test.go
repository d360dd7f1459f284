package script_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/testsite"
)

func TestScript(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "script", suite, reporter)
}

// browser is the one browser of the run; each spec opens a session of its own.
var browser *harness.Browser

var _ = BeforeSuite(func(ctx SpecContext) {
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(browser.Close)
})

// environment is what scripts of specs may take from theirs.
func environment(name string) (string, bool) {
	value, ok := map[string]string{"MEMBER_PASSWORD": "lantern", "EMPTY": "", "TOKEN": "s3cr3t-token"}[name]
	return value, ok
}

func parsed(text string) *script.Script {
	GinkgoHelper()
	s, err := readIn(reading(), text)
	Expect(err).NotTo(HaveOccurred())
	return s
}

// reading is what the scripts of specs are read in.
func reading() script.Reading {
	return script.Reading{
		Users: []string{"member", "other"}, Logout: true,
		Open: func(name string) ([]byte, error) {
			if text, ok := stepFiles[name]; ok {
				return []byte(text), nil
			}
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		},
		Folder: func(name string) (fs.FS, error) {
			if name != "dist-b" {
				return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
			}
			return fstest.MapFS{"talks/index.html": {Data: []byte("<!doctype html><title>New talks</title>New")}}, nil
		},
		Command: func(_, line string) func(context.Context) error {
			return func(context.Context) error {
				if line == "false" {
					return errors.New("it ended with status 1")
				}
				return nil
			}
		},
	}
}

// stepFiles are the files that scripts of specs can include.
var stepFiles = map[string]string{
	"steps/visit-all.yaml":     "- visit: /talks/\n- include: more/speakers.yaml",
	"steps/more/speakers.yaml": "- visit: /speakers/",
	"steps/broken.yaml":        "- visit: /\n- clik: a",
	"steps/no-list.yaml":       "visit: /",
	"round.yaml":               "- include: steps/and-round.yaml",
	"steps/and-round.yaml":     "- include: ../round.yaml",
	"steps/saves.yaml":         "- save: home",
	"steps/fails.yaml":         "- visit: /talks/\n- click: \"#nowhere\"",
}

func readIn(in script.Reading, text string) (*script.Script, error) {
	file, root := source.Parse("steps.yaml", []byte(text), environment)
	s := in.Parse(root)
	return s, file.Err()
}

// session ends its waits soon, because many specs are about those that fail.
func session(ctx context.Context, base string) *harness.Session {
	GinkgoHelper()
	return within(ctx, base, 3*time.Second)
}

// patient leaves workers the time that they need on a busy machine.
func patient(ctx context.Context, base string) *harness.Session {
	GinkgoHelper()
	return within(ctx, base, 0)
}

func within(ctx context.Context, base string, limit time.Duration) *harness.Session {
	GinkgoHelper()
	s, err := browser.NewSession(ctx, harness.SessionOptions{Base: base, VisitLimit: limit})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(s.Close)
	return s
}

func site(fixture string) *testsite.Site {
	GinkgoHelper()
	s, err := testsite.Start(fixture)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(s.Close)
	return s
}

func finals(visits []observation.Visit) []string {
	var all []string
	for _, v := range visits {
		all = append(all, v.Final)
	}
	return all
}
