// Package page reads of a page what the contestants of the benchmark are to find
// on it offline.
package page

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Words are what a script asserts.
type Words struct {
	Title   string
	Heading string // the text of the first h1
}

// Read fetches the page. One without title or h1 is an error: nothing could be
// asserted of it.
func Read(url string) (Words, error) {
	answer, err := http.Get(url)
	if err != nil {
		return Words{}, err
	}
	defer answer.Body.Close()
	return parse(answer.Body)
}

func parse(document io.Reader) (Words, error) {
	root, err := html.Parse(document)
	if err != nil {
		return Words{}, err
	}
	title, heading := first(root, atom.Title), first(root, atom.H1)
	if title == nil || heading == nil {
		return Words{}, fmt.Errorf("the page lacks a title or an h1")
	}
	return Words{Title: text(title), Heading: text(heading)}, nil
}

func first(root *html.Node, name atom.Atom) *html.Node {
	for node := range root.Descendants() {
		if node.DataAtom == name {
			return node
		}
	}
	return nil
}

func text(node *html.Node) string {
	var all strings.Builder
	for child := range node.Descendants() {
		if child.Type == html.TextNode {
			all.WriteString(child.Data)
		}
	}
	return strings.TrimSpace(all.String())
}
