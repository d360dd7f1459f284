package rebuild

import (
	"bytes"
	"strings"
)

// A stringLiteral is a string in a script, or a piece of a template string.
type stringLiteral struct {
	from, to int // of what stands between the quotes
	quote    byte
}

// scanLiterals returns the strings of a script, without those in comments. It
// needs no grammar: where a slash may begin a regular expression, the character
// before it tells.
func scanLiterals(code []byte) []stringLiteral {
	s := &scanner{code: code}
	for s.at < len(code) {
		s.next()
	}
	return s.found
}

type scanner struct {
	code    []byte
	at      int
	last    byte   // significant character before
	word    string // that ends before the current character
	found   []stringLiteral
	braces  int
	resumes []int // depths of braces at which a template string goes on
}

func (s *scanner) next() {
	c := s.code[s.at]
	switch {
	case c == '"' || c == '\'':
		s.quoted(c)
	case c == '`':
		s.template()
	case c == '/' && s.peek() == '/':
		s.skipTo("\n")
		return
	case c == '/' && s.peek() == '*':
		s.at += 2
		s.skipTo("*/")
		return
	case c == '/' && s.expectsValue():
		s.regexp()
	case c == '{':
		s.braces++
		s.at++
	case c == '}':
		s.braces--
		if n := len(s.resumes); n > 0 && s.resumes[n-1] == s.braces {
			s.resumes = s.resumes[:n-1]
			s.template()
			break
		}
		s.at++
	case isWord(c) || c == '_' || c == '$':
		s.identifier()
		return
	default:
		s.at++
	}
	if c > ' ' {
		s.last, s.word = c, ""
	}
}

func (s *scanner) peek() byte {
	if s.at+1 < len(s.code) {
		return s.code[s.at+1]
	}
	return 0
}

func (s *scanner) skipTo(end string) {
	if i := bytes.Index(s.code[s.at:], []byte(end)); i >= 0 {
		s.at += i + len(end)
		return
	}
	s.at = len(s.code)
}

// quoted reads a string, which ends with its line at the latest.
func (s *scanner) quoted(quote byte) {
	from := s.at + 1
	for s.at = from; s.at < len(s.code); s.at++ {
		switch s.code[s.at] {
		case '\\':
			s.at++
		case quote:
			s.found = append(s.found, stringLiteral{from, s.at, quote})
			s.at++
			return
		case '\n':
			return
		}
	}
}

// template reads a piece of a template string, to its end or to ${.
func (s *scanner) template() {
	from := s.at + 1
	for s.at = from; s.at < len(s.code); s.at++ {
		switch {
		case s.code[s.at] == '\\':
			s.at++
		case s.code[s.at] == '`':
			s.found = append(s.found, stringLiteral{from, s.at, '`'})
			s.at++
			return
		case s.code[s.at] == '$' && s.peek() == '{':
			s.found = append(s.found, stringLiteral{from, s.at, '`'})
			s.resumes = append(s.resumes, s.braces)
			s.braces++
			s.at += 2
			return
		}
	}
}

func (s *scanner) identifier() {
	from := s.at
	for s.at < len(s.code) && (isWord(s.code[s.at]) || s.code[s.at] == '_' || s.code[s.at] == '$') {
		s.at++
	}
	s.last, s.word = 'a', string(s.code[from:s.at])
}

// expectsValue reports whether a value may begin here, and so a regular
// expression, and not a division.
func (s *scanner) expectsValue() bool {
	switch s.word {
	case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield":
		return true
	}
	return s.last == 0 || strings.IndexByte("(,=:[!&|?{};+-*%~^<>/", s.last) >= 0
}

func (s *scanner) regexp() {
	class := false
	for s.at++; s.at < len(s.code); s.at++ {
		switch c := s.code[s.at]; {
		case c == '\\':
			s.at++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			s.at++
			s.last = 'a'
			return
		case c == '\n':
			return
		}
	}
}
