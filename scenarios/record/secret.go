package record

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

var (
	// parameter is one of a URL, in a text that is nothing else, or that stands
	// in a selector, a script or YAML and ends where its quotes do.
	parameter = regexp.MustCompile(`([?&;#])([\w.%\[\]-]+)=([^&#\s]+)`)
	enclosed  = regexp.MustCompile(`([?&;#])([\w.%\[\]-]+)=([^&#\s"'\\,\]}]+)`)

	// credentials are those of a URL.
	credentials = regexp.MustCompile(`^(\w+://)[^/?#@]*@`)
)

// masked returns the value of a step with variables in the place of what opens a
// door: of such parameters of URLs only the names are written down, wherever the
// URL stands. Variables that were typed stay.
func (n *notes) masked(step, value string) string {
	if step != "visit" {
		return n.withoutSecrets(enclosed, value)
	}
	_, root := source.Parse("typed", []byte(value), nil)
	address := root.Written()
	if clean := n.withoutSecrets(parameter, credentials.ReplaceAllString(address, "$1")); clean != address {
		return source.QuoteKey(clean) // a variable in it stays one
	}
	return value
}

func (n *notes) withoutSecrets(parameters *regexp.Regexp, text string) string {
	return parameters.ReplaceAllStringFunc(text, func(found string) string {
		part := parameters.FindStringSubmatch(found)
		before, name, value := part[1], part[2], part[3]
		plain, err := url.QueryUnescape(name)
		isVariable := strings.HasPrefix(value, "$") && !strings.HasPrefix(value, "$$")
		if err != nil || isVariable || !observation.IsSecretParameter(plain) {
			return found
		}
		return before + name + "=$" + n.variableOf(plain, value)
	})
}

// variableOf returns the variable for the value of a parameter, the same one for
// the same value.
func (n *notes) variableOf(name, value string) string {
	key := name + "=" + value
	if n.secrets[key] == "" {
		word := strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z':
				return r - 'a' + 'A'
			case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
				return r
			}
			return '_'
		}, name)
		n.secrets[key] = n.variable("URL_" + word)
	}
	return n.secrets[key]
}
