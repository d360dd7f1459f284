package source

import "testing"

func TestWhatACommentSwallows(t *testing.T) {
	for line, want := range map[string]struct {
		column int
		word   string
	}{
		`- fill: {#user: bob, "#password": x}`: {10, "#user"},
		`logout: [{click: #logout}]`:           {18, "#logout"},
		`logout: [{click:	#go`:                 {18, "#go"},
		`users: { # who logs in`:               {0, ""},
		`target: http://localhost/ #here`:      {0, ""},
		`#private: [/account]`:                 {0, ""},
		`pages: ["/#about", '/it #is'] #all`:   {0, ""},
		`pages: [/talks/#first, /a]`:           {0, ""},
		`- click: "#go"`:                       {0, ""},
		``:                                     {0, ""},
	} {
		if column, word := swallowedIn(line); word != want.word || word != "" && column != want.column {
			t.Errorf("%s: %d %q", line, column, word)
		}
	}
}

func TestAValueThatIsAComment(t *testing.T) {
	for text, want := range map[string]string{
		"click: #go":               "#go",
		"  - click:   #go button":  "#go",
		"clic\u00e9: #go":          "#go",
		"click: # the menu":        "",
		"click:":                   "",
		"click: \n  # of the menu": "",
	} {
		_, root := Parse("f", []byte(text), nil)
		if root.Kind() == List {
			root = root.List("")[0]
		}
		if word := root.Pairs("")[0].Key.SwallowedValue(); word != want {
			t.Errorf("%q: %q, and not %q", text, word, want)
		}
	}
}
