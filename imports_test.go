package swcheck_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/swcheck/swcheck"

// A border says what a package must not import, and why. Paths are those of
// import statements; ours begin with "./". One that ends in /... stands for
// all below it.
type border struct {
	packages []string // whose own files (not their tests) are looked at
	banned   []string
	except   []string
	because  string
	planned  bool // the packages are not written yet
}

var everythingOfOurs = []string{"./..."}

// The borders of docs/architecture.md. Observation and finding are the two
// narrow waists: what drives stands on one side of them, what judges between,
// what shows behind.
var borders = []border{
	{
		packages: []string{"./observation", "./finding"}, banned: []string{"./...", "third party"},
		because: "they are plain data that is saved, judged and shown without anything else of the program",
	},
	{
		packages: []string{"./observation/..."}, banned: []string{"./...", "third party"}, except: []string{"./observation/..."},
		because: "what pages have in common is told by observations alone, for rules, matchers and scenarios alike",
	},
	{
		packages: []string{"./harness/gateway/..."}, banned: []string{"./...", "github.com/chromedp/..."},
		except:  []string{"./observation", "./harness/gateway/..."},
		because: "the wire knows nothing of browsers, so that any can stand behind it, and it is tested without one",
	},
	{
		packages: []string{"./harness/install"}, banned: []string{"./...", "third party"},
		because: "how a browser gets onto a machine has nothing to do with how it is driven",
	},
	{
		packages: []string{"./harness"}, banned: []string{"./...", "testing", "github.com/onsi/..."},
		except:  []string{"./observation", "./harness/gateway/...", "./harness/install"},
		because: "driving knows nothing of judging, and is used in programs, not only in tests",
	},
	{
		packages: []string{"./harness/matchers/..."}, banned: []string{"./...", "github.com/chromedp/..."},
		except:  []string{"./observation/...", "./harness", "./harness/gateway/...", "./harness/matchers/..."},
		because: "matchers look at observations and sessions, and at nothing of the browser's protocol",
	},
	{
		packages: []string{"./scenarios/experiments/..."}, banned: []string{"./...", "github.com/chromedp/..."},
		except:  []string{"./harness", "./harness/gateway/...", "./observation/...", "./scenarios/experiments/..."},
		because: "experiments see and do not judge, and speak to the browser through the harness only",
	},
	{
		packages: []string{"./scenarios/source/..."}, banned: []string{"./...", "os"}, except: []string{"./suggest"},
		because: "it reads text: what settings and steps mean, and where files and variables come from, is for others to say",
	},
	{
		packages: []string{"./scenarios/baseline/..."}, banned: []string{"./...", "os"}, except: []string{"./finding", "./scenarios/source"},
		because: "what is known of findings must not depend on how they were made; files are read by who calls it",
	},
	{
		packages: []string{"./scenarios/script/..."}, banned: []string{"./...", "github.com/chromedp/...", "os", "os/exec"},
		except:  []string{"./scenarios/source", "./scenarios/script/...", "./harness", "./harness/gateway/...", "./harness/matchers/...", "./observation/...", "./suggest"},
		because: "steps are done in a session, on a wire that they switch and that plays builds, and judge nothing; files and environment are handed to them",
	},
	{
		packages: []string{"./scenarios/scaffold/..."}, banned: []string{"./...", "os", "os/exec"},
		except:  []string{"./observation/...", "./finding", "./scenarios/reading/...", "./scenarios/source"},
		because: "it makes texts of what was seen: who looks and who writes files is for others to say",
	},
	{
		packages: []string{"./scenarios/record/..."}, banned: []string{"./...", "github.com/chromedp/...", "os", "os/exec"},
		except:  []string{"./harness", "./observation/...", "./scenarios/script", "./scenarios/source", "./suggest"},
		because: "it writes down what others do: files, streams and configuration are handed to it",
	},
	{
		packages: []string{"./scenarios/serve/..."}, banned: []string{"./...", "third party"},
		because: "running commands has nothing to do with what is tested with them",
	},
	{
		packages: []string{"./scenarios/config/..."}, banned: []string{"./reporter/...", "./cmd/...", "./scenarios/experiments/...", "github.com/chromedp/...", "os/exec"},
		because: "a configuration says what the engine is to do, and does nothing by itself",
	},
	{
		packages: []string{"./scenarios/suite/..."}, banned: []string{"./reporter/...", "./cmd/...", "github.com/chromedp/...", "os/exec"},
		because: "a run hands over a report, as an audit does; who shows it, and who runs commands, are others",
	},
	{
		packages: []string{"./suggest/..."}, banned: []string{"./..."},
		because: "whoever reads what people type may use it",
	},
	{
		packages: []string{"./scenarios/reading/..."}, banned: []string{"./...", "third party"},
		except:  []string{"./observation/...", "./finding"},
		because: "how observations are read must not depend on how they were made or are shown",
	},
	{
		packages: []string{"./scenarios/rules/..."}, banned: []string{"./...", "third party"},
		except:  []string{"./observation", "./finding", "./scenarios/reading", "./scenarios/rules/..."},
		because: "a rule is a pure function of observations: it is tested in microseconds, without a browser",
	},
	{
		packages: []string{"./observation/...", "./finding", "./scenarios/reading/...", "./scenarios/rules/..."},
		banned:   []string{"os", "os/exec", "math/rand", "math/rand/v2"},
		because:  "what judges does no I/O and throws no dice: the same observations always mean the same",
	},
	{
		packages: []string{"./scenarios"}, banned: []string{"./reporter/...", "./cmd/...", "github.com/chromedp/..."},
		because: "the engine hands over a report; who shows it, and how, is none of its business",
	},
	{
		packages: []string{"./reporter/..."}, banned: []string{"./...", "os"},
		except:  []string{"./finding", "./reporter/..."},
		because: "a format is a view of one report: no environment, no browser, no look back at observations",
	},
	{
		packages: []string{"./fixtures/..."}, banned: []string{"./...", "third party", "net/http"},
		because: "fixtures are files; who serves them is another's job",
	},
	{
		packages: []string{"./testsite/..."}, banned: []string{"./..."},
		except:  []string{"./fixtures", "./testsite/..."},
		because: "the test site is the second witness: it must not share code with what it witnesses",
	},
	{
		packages: []string{"./cmd/..."}, banned: []string{"github.com/chromedp/...", "./scenarios/sweep/...", "./scenarios/experiments/..."},
		because: "commands speak to the engine; the browser's protocol ends at the harness",
	},
	{
		packages: everythingOfOurs, banned: []string{"github.com/chromedp/cdproto/..."}, except: []string{"in ./harness", "in ./bench/..."},
		because: "no type of the protocol leaves the harness, so that a second browser engine can stand behind it",
	},
	{
		packages: everythingOfOurs, banned: []string{"github.com/onsi/..."}, except: []string{"in ./harness/matchers/...", "in ./scenarios"},
		because: "test libraries belong into tests; only matchers and suites that users run are made of them",
	},
	{
		packages: everythingOfOurs, banned: []string{"./scenarios/sweep/..."}, except: []string{"in ./scenarios/sweep/..."},
		because: "the sweep is a test that can be run by hand, and no part of the product",
	},
}

// A listed package is what go list tells of one.
type listed struct {
	ImportPath string
	Imports    []string
}

func TestImports(t *testing.T) {
	packages := list(t)
	for _, b := range borders {
		matched := false
		for _, p := range packages {
			if !slices.ContainsFunc(b.packages, func(pattern string) bool { return matches(pattern, p.ImportPath) }) {
				continue
			}
			matched = true
			for _, imported := range p.Imports {
				if b.bans(p.ImportPath, imported) {
					t.Errorf("%s imports %s: %s", ours(p.ImportPath), ours(imported), b.because)
				}
			}
		}
		if !matched && !b.planned {
			t.Errorf("no package is in %v: the border guards nothing", b.packages)
		}
	}
}

func (b border) bans(from, imported string) bool {
	for _, e := range b.except {
		if place, in := strings.CutPrefix(e, "in "); in && matches(place, from) || matches(e, imported) {
			return false
		}
	}
	return from != imported && slices.ContainsFunc(b.banned, func(pattern string) bool { return matches(pattern, imported) })
}

func matches(pattern, importPath string) bool {
	if pattern == "third party" {
		first, _, _ := strings.Cut(importPath, "/")
		return strings.Contains(first, ".") && !strings.HasPrefix(importPath, module)
	}
	if rest, own := strings.CutPrefix(pattern, "./"); own {
		pattern = module + "/" + rest
	}
	prefix, all := strings.CutSuffix(pattern, "/...")
	return importPath == prefix || all && strings.HasPrefix(importPath, prefix+"/")
}

func ours(importPath string) string {
	if rest, own := strings.CutPrefix(importPath, module+"/"); own {
		return "./" + rest
	}
	return importPath
}

func list(t *testing.T) []listed {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		switch err := decoder.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatalf("go list: %v", err)
		}
		all = append(all, p)
	}
}
