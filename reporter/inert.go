package reporter

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Inert takes from a line of output what CI servers obey when they read it in a
// job's log: GitHub's runner a line that begins with :: after blanks, and ##[
// anywhere; Azure's and TeamCity's agents ##vso[ and ##teamcity[. Text that a
// site chose could otherwise hide secrets of its own making, or end the
// commands of the job.
//
// Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
func Inert(line string) string {
	line = strings.ReplaceAll(line, "##", "# #")
	if strings.HasPrefix(strings.TrimLeft(ansi.Strip(line), " \t"), "::") {
		return strings.Replace(line, "::", ": :", 1)
	}
	return line
}
