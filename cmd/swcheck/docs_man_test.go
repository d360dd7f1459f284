package main

import (
	"bytes"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestManual: each page is one that man understands. Where groff is there it is
// asked, and warns of nothing.
func TestManual(t *testing.T) {
	pages := manual(newRoot(&world{}))
	groff, _ := exec.LookPath("groff")
	for _, name := range []string{"swcheck.1", "swcheck-audit.1", "swcheck-report-merge.1", "swcheck-completion.1"} {
		if pages[name] == nil {
			t.Errorf("there is no page %s", name)
		}
	}
	for name, page := range pages {
		for _, heading := range []string{".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH SEE ALSO"} {
			if !strings.Contains(string(page), "\n"+heading+"\n") {
				t.Errorf("%s lacks %s", name, heading)
			}
		}
		for line := range strings.Lines(string(page)) {
			if strings.HasPrefix(line, ".") && !request.MatchString(line) || strings.HasPrefix(line, "'") {
				t.Errorf("%s: a line that man obeys and should not: %s", name, line)
			}
		}
		if groff != "" {
			cmd := exec.CommandContext(t.Context(), groff, "-man", "-Tutf8", "-ww", "-z", "-Kutf8")
			cmd.Stdin = bytes.NewReader(page)
			if said, err := cmd.CombinedOutput(); err != nil || len(said) > 0 {
				t.Errorf("%s: %v\n%s", name, err, said)
			}
		}
	}
	if audit := string(pages["swcheck-audit.1"]); !strings.Contains(audit, "\\fB--save-observations\\fP") || !strings.Contains(audit, ".SH EXIT STATUS") {
		t.Errorf("the page of audit lacks its flags or its exit codes:\n%s", audit)
	}
}

// request are the lines that pages may give man to obey.
var request = regexp.MustCompile(`^\.(nh|TH|SH|PP|TP|EX|EE|RS|RE|IP|br)\b`)
