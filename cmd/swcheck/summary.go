package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/swcheck/swcheck/reporter"
)

// summaryVariable names the file whose Markdown GitHub shows as the summary of
// a job.
//
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
const summaryVariable = "GITHUB_STEP_SUMMARY"

// largestSummary is below the mebibyte from which on GitHub refuses the whole
// summary of a step.
const largestSummary = 1_000_000

// summarise adds the reports, which a function knows, to the summary of a
// GitHub job where this is one. Other steps may have written to it before.
func (w *world) summarise(write func(output, io.Writer, reporter.Options) error) error {
	path := w.variable(summaryVariable)
	if path == "" {
		return nil
	}
	markdown, _ := reporter.Find("markdown")
	var content bytes.Buffer
	if err := write(output{format: markdown}, &content, reporter.Options{}); err != nil {
		return fmt.Errorf("make the job summary: %w", err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err == nil {
		_, err = file.Write(append(shortened(content.Bytes(), largestSummary), '\n'))
		err = errors.Join(err, file.Close())
	}
	return cannotWrite("job summary", path, err)
}

// shortened cuts Markdown at the end of a line.
func shortened(content []byte, most int) []byte {
	const told = "\n\nThe summary ends here, because GitHub takes no longer one.\n"
	if len(content) <= most {
		return content
	}
	end := max(bytes.LastIndexByte(content[:most-len(told)], '\n'), 0)
	return append(content[:end:end], told...)
}
