package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios"
)

var root = filepath.Join("..", "..")

// callingFiles are those that show how swcheck is called: what people copy must
// work.
func callingFiles(t *testing.T) []string {
	t.Helper()
	files := []string{filepath.Join(root, "README.md"), filepath.Join(root, "docs", "ci.md"), filepath.Join(root, "docs", "test-first.md"), filepath.Join(root, "Containerfile")}
	more, err := filepath.Glob(filepath.Join(root, "examples", "ci", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return append(files, more...)
}

var (
	// calls are commands at the begin of a line, of a step of a pipeline, or of
	// what a container is told.
	calls = regexp.MustCompile(`(?m)(?:^\s*|[-:] run: |- |\$ |\|\| |docker run .* )(swcheck [a-z].*)$`)

	// filled are variables and expressions that a shell or a CI fills in.
	filled = regexp.MustCompile(`\$\{\{[^}]*\}\}|\$\{[^}]*\}|\$[A-Za-z_@]+|\$[0-9]`)
)

// callsIn returns the command lines in a text, as words.
func callsIn(text string) [][]string {
	var all [][]string
	for _, match := range calls.FindAllStringSubmatch(text, -1) {
		if words := shellWords(filled.ReplaceAllString(match[1], "1")); words != nil {
			all = append(all, words[1:])
		}
	}
	return all
}

// codeIn returns what is no prose: of Markdown its blocks and spans of code, a
// line each.
func codeIn(file, text string) string {
	if filepath.Ext(file) != ".md" {
		return text
	}
	var code []string
	fenced := false
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case fenced || strings.HasPrefix(line, "    "):
			code = append(code, line)
		default:
			for _, span := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1) {
				code = append(code, span[1]+"\n")
			}
		}
	}
	return strings.Join(code, "")
}

// shellWords splits a command line as a shell does, up to where its command
// ends. It returns nil where a quote is open: that is prose.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	quote, begun := rune(0), false
	end := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, begun = r, true
		case r == ' ':
			end()
		case strings.ContainsRune("|&;>)", r), r == '#' && !begun:
			end()
			return words
		default:
			begun = true
			word.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil
	}
	end()
	return words
}

func TestWhatIsShownToBeCalledIsAccepted(t *testing.T) {
	seen := map[string]int{}
	for _, file := range callingFiles(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range callsIn(codeIn(file, string(content))) {
			if err := accepted(words); err != nil {
				t.Errorf("%s: swcheck %s: %v", file, strings.Join(words, " "), err)
			}
			seen[words[0]]++
		}
	}
	for _, command := range []string{"audit", "run", "report", "doctor"} {
		if seen[command] == 0 {
			t.Errorf("swcheck %s was not found in any file: the search is broken", command)
		}
	}
}

// accepted reports what is wrong with a command line: that its command, a flag,
// a format or its arguments are not known.
func accepted(words []string) error {
	cmd, args, err := newRoot(&world{}).Find(words)
	if err != nil {
		return err
	}
	if err := cmd.ParseFlags(args); err != nil {
		return err
	}
	if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
		return err
	}
	formats, err := cmd.Flags().GetStringArray("format")
	if err != nil {
		return nil // it has none
	}
	return knownFormats(cmd.CommandPath(), cmd.Flags().Args(), formats)
}

func knownFormats(command string, args, formats []string) error {
	known := reporter.Names()
	if command == "swcheck run" || strings.Contains(strings.Join(args, " "), "scenarios") {
		known = reporter.NamesOf(reporter.ForScenarios())
	}
	for _, format := range formats {
		name, _, _ := strings.Cut(format, "=")
		if err := checkWord("--format", name, known...); err != nil {
			return err
		}
	}
	return nil
}

func TestAcceptedRefusesWhatIsWrong(t *testing.T) {
	for _, line := range []string{
		"swcheck adit", "swcheck audit --fail-in error", "swcheck report merge", "swcheck run --format sarif",
		"swcheck audit --format jnit=a.xml", "swcheck report merge a.json --baseline",
	} {
		words := callsIn(line)
		if len(words) != 1 || accepted(words[0]) == nil {
			t.Errorf("%s is accepted as %q", line, words)
		}
	}
	want := []string{"audit", "a b", "--format", "json=1/x", "c"}
	if got := callsIn(`  - run: swcheck audit 'a b' --format "json=$reports/x" c || true`); len(got) != 1 || !slices.Equal(got[0], want) {
		t.Errorf("got %q, not %q", got, want)
	}
}

// A pipeline is what the examples for CI servers share.
type pipeline struct {
	Jobs map[string]struct {
		Needs string
		Steps []struct{ Uses, Run string }
	}
}

func TestGitHubExampleHoldsTogether(t *testing.T) {
	var workflow pipeline
	readYAML(t, "github.yml", &workflow)
	if len(workflow.Jobs) == 0 {
		t.Fatal("it has no jobs")
	}
	pinned := regexp.MustCompile(`^actions/[a-z-]+@v\d+$`)
	for name, job := range workflow.Jobs {
		if _, there := workflow.Jobs[job.Needs]; job.Needs != "" && !there {
			t.Errorf("%s needs %s, which there is not", name, job.Needs)
		}
		for _, step := range job.Steps {
			if (step.Uses == "") == (step.Run == "") || step.Uses != "" && !pinned.MatchString(step.Uses) {
				t.Errorf("%s: a step runs %q and uses %q", name, step.Run, step.Uses)
			}
		}
	}
}

func TestGitLabExampleHoldsTogether(t *testing.T) {
	var all map[string]any
	readYAML(t, "gitlab.yml", &all)
	stages, _ := all["stages"].([]any)
	for name, value := range all {
		job, isJob := value.(map[string]any)
		if !isJob || strings.HasPrefix(name, ".") {
			continue
		}
		if !slices.Contains(stages, job["stage"]) || all[job["extends"].(string)] == nil || job["script"] == nil {
			t.Errorf("%s is no job: %v", name, job)
		}
		needs, _ := job["needs"].([]any)
		for _, other := range needs {
			if all[other.(string)] == nil {
				t.Errorf("%s needs %s, which there is not", name, other)
			}
		}
	}
}

// TestExamplesAuditWithoutABaseline lets a shell do the steps of the audit in a
// repository that has no baseline yet, as each one begins.
func TestExamplesAuditWithoutABaseline(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // the jobs are for the shells of Unix
	}
	var github pipeline
	readYAML(t, "github.yml", &github)
	var gitlab struct{ Audit struct{ Script []string } }
	readYAML(t, "gitlab.yml", &gitlab)
	audits := map[string]string{"gitlab.yml": strings.Join(gitlab.Audit.Script, "\n")}
	for _, step := range github.Jobs["audit"].Steps {
		audits["github.yml"] += step.Run + "\n"
	}
	for name, script := range audits {
		script = "set -e\ngo() { :; }\nswcheck() { echo swcheck \"$@\"; }\n" + script
		before := shellOutput(t, t.TempDir(), script)
		with := t.TempDir()
		if err := os.WriteFile(filepath.Join(with, "swcheck-baseline.yaml"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		after := shellOutput(t, with, script)
		known := regexp.MustCompile(`swcheck audit --baseline[= ]swcheck-baseline\.yaml --format`)
		if !strings.Contains(before, "swcheck audit --format") || !known.MatchString(after) {
			t.Errorf("%s: without a baseline it does\n%s\nand with one\n%s", name, before, after)
		}
	}
}

func shellOutput(t *testing.T, folder, script string) string {
	t.Helper()
	shell := exec.Command("sh", "-c", script)
	shell.Dir = folder
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "examples", "ci", name))
	if err == nil {
		err = yaml.Unmarshal(content, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// TestExamplesAreOfThisVersion keeps what is pinned in step with the program.
func TestExamplesAreOfThisVersion(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	language := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(string(mod))[1]
	found := map[string]int{}
	for _, file := range callingFiles(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for what, want := range map[string]string{
			`cmd/swcheck@(\S+)`:               "v" + scenarios.Version,
			`golang:(\d+\.\d+)`:               language,
			`go-version: "?(\d+\.\d+)"?`:      language,
			`(?:golang:[\d.]+-|debian:)(\w+)`: "bookworm",
		} {
			for _, match := range regexp.MustCompile(what).FindAllStringSubmatch(string(content), -1) {
				found[what]++
				if match[1] != want && !strings.HasSuffix(file, "README.md") {
					t.Errorf("%s: %s is not %s", file, match[0], want)
				}
			}
		}
	}
	if len(found) != 4 {
		t.Errorf("not all that is pinned was found: %v", found)
	}
}

func TestContainerRunsAsAnOrdinaryUser(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(root, "Containerfile"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	user := regexp.MustCompile(`(?m)^USER (\w+)$`).FindStringSubmatch(text)
	if user == nil || user[1] == "root" || !strings.Contains(text, "useradd --create-home --uid 1000 "+user[1]) {
		t.Errorf("the user is %q", user)
	}
	browser, err := os.ReadFile(filepath.Join(root, "scripts", "ensure-browser.sh"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, " chromium-headless-shell ") || !strings.Contains(string(browser), "chromium-headless-shell") {
		t.Error("the container has another browser than the project installs")
	}
}
