package harness

import "regexp"

// listening is what Chrome prints when other programs can connect to it.
var listening = regexp.MustCompile(`DevTools listening on ws://([^/\s]+)/`)

// InspectAddress returns host and port on which other programs can connect to a
// browser that was launched with Inspect, for example from the page
// chrome://inspect of another one; "" where none can.
func (b *Browser) InspectAddress() string {
	if b.output == nil {
		return ""
	}
	found := listening.FindStringSubmatch(b.output.String())
	if found == nil {
		return ""
	}
	return found[1]
}

// program returns the browser to start. One that can show windows is preferred
// where it is to show them.
func (o LaunchOptions) program() (string, error) {
	if o.Headed {
		if path, err := FindHeaded(o.Path); err == nil {
			return path, nil
		}
	}
	return Find(o.Path)
}
