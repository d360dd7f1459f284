package harness

import (
	"encoding/json"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"

	"github.com/swcheck/swcheck/observation"
)

// consoleMessage reads a console call, an uncaught exception or an entry of
// the browser's log from an event.
func consoleMessage(ev any) (observation.ConsoleMessage, bool) {
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		return calledConsole(ev), true
	case *runtime.EventExceptionThrown:
		return thrown(ev.ExceptionDetails), true
	case *log.EventEntryAdded:
		return observation.ConsoleMessage{
			Level: string(ev.Entry.Level), Text: clip(ev.Entry.Text, maxMessageBytes),
			URL: clip(ev.Entry.URL, maxURLBytes), Line: int(ev.Entry.LineNumber),
		}, true
	}
	return observation.ConsoleMessage{}, false
}

func calledConsole(ev *runtime.EventConsoleAPICalled) observation.ConsoleMessage {
	var text strings.Builder
	for i, arg := range ev.Args {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(argument(arg))
		if text.Len() > maxMessageBytes {
			break
		}
	}
	level := string(ev.Type)
	switch level {
	case "log", "info", "warning", "error":
	case "assert":
		level = "error"
	default:
		level = "log"
	}
	m := observation.ConsoleMessage{Level: level, Text: clip(text.String(), maxMessageBytes)}
	m.URL, m.Line = top(ev.StackTrace)
	return m
}

func argument(arg *runtime.RemoteObject) string {
	if arg.Type == runtime.RemoteObjectTypeString {
		var text string
		if json.Unmarshal(arg.Value, &text) == nil {
			return text
		}
	}
	if arg.Description != "" {
		return arg.Description
	}
	return string(arg.Value)
}

func thrown(d *runtime.ExceptionDetails) observation.ConsoleMessage {
	m := observation.ConsoleMessage{Level: "exception", Text: d.Text, URL: d.URL, Line: int(d.LineNumber) + 1}
	if strings.Contains(d.Text, "(in promise)") {
		m.Level = "rejection"
	}
	if d.Exception != nil {
		if what := argument(d.Exception); what != "" {
			m.Text += " " + what
		}
	}
	if m.URL == "" {
		m.URL, m.Line = top(d.StackTrace)
	}
	m.Text, m.URL = clip(m.Text, maxMessageBytes), clip(m.URL, maxURLBytes)
	return m
}

func top(stack *runtime.StackTrace) (string, int) {
	if stack == nil || len(stack.CallFrames) == 0 {
		return "", 0
	}
	frame := stack.CallFrames[0]
	return clip(frame.URL, maxURLBytes), int(frame.LineNumber) + 1
}
