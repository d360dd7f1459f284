package observation

import "strings"

// redactURLs hides secret parameters and passwords in all URLs within the
// text. It needs no URL to parse: it looks for name=value after ?, & or #,
// also where these are escaped, since a URL can stand inside another one.
func redactURLs(s string) string {
	if !strings.ContainsAny(s, "=@") && !strings.Contains(s, "%3") {
		return s // nearly all strings
	}
	return redactParameters(redactUserInfo(s))
}

func redactParameters(s string) string {
	var out strings.Builder
	done := 0
	for at := 0; at < len(s); {
		length := equalsAt(s, at)
		if length == 0 {
			at++
			continue
		}
		name, start := nameBefore(s, at)
		value := at + length
		at = value
		if name == "" || !IsSecretParameter(name) {
			continue
		}
		end := value + valueLength(s[value:], length > 1, isPathParameter(s, start))
		if end == value {
			continue
		}
		out.WriteString(s[done:value])
		out.WriteString(Redacted)
		done, at = end, end
	}
	if done == 0 {
		return s
	}
	out.WriteString(s[done:])
	return out.String()
}

// equalsAt returns the length of the equals sign at the place: 1, or 3 where
// it is escaped, or 0 where there is none.
func equalsAt(s string, at int) int {
	switch {
	case s[at] == '=':
		return 1
	case isEscape(s, at, "3D"):
		return 3
	}
	return 0
}

func isEscape(s string, at int, code string) bool {
	return s[at] == '%' && at+3 <= len(s) && strings.EqualFold(s[at+1:at+3], code)
}

// nameBefore returns the parameter name that ends at the place, and where it
// starts; "" where it does not stand after a separator.
func nameBefore(s string, end int) (string, int) {
	start := end
	for start > 0 && isNameByte(s[start-1]) {
		start--
	}
	name := s[start:end]
	// The separator may be escaped, and is then part of what looked like the name.
	for _, escaped := range []string{"%3f", "%26", "%23", "u0026"} {
		if i := strings.LastIndex(strings.ToLower(name), escaped); i >= 0 {
			return name[i+len(escaped):], start + i + len(escaped)
		}
	}
	if start == 0 || !strings.ContainsRune("?&#;", rune(s[start-1])) {
		return "", start
	}
	return name, start
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("_-.%[]$", c) >= 0
}

// isPathParameter reports whether the name stands in the path, as in
// /cart;jsessionid=1A2B?page=2, and not in a query that HTML has escaped, as in
// ?page=2&amp;token=1A2B.
func isPathParameter(s string, start int) bool {
	return start > 0 && s[start-1] == ';' && !strings.HasSuffix(s[:start], "&amp;")
}

// valueLength returns how many bytes belong to the value.
func valueLength(s string, escaped, path bool) int {
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ', strings.IndexByte("&#\"'<>`\\", c) >= 0:
			return i
		case path && (c == '?' || c == '/' || c == ';'):
			return i
		case escaped && (isEscape(s, i, "26") || isEscape(s, i, "23")):
			return i
		}
	}
	return len(s)
}

// redactUserInfo hides the password in https://user:password@host/.
func redactUserInfo(s string) string {
	const scheme = "://"
	from := 0
	for {
		i := strings.Index(s[from:], scheme)
		if i < 0 {
			return s
		}
		host := from + i + len(scheme)
		from = host
		end := host + authorityLength(s[host:])
		at := strings.LastIndexByte(s[host:end], '@')
		colon := strings.IndexByte(s[host:end], ':')
		if colon >= 0 && colon+1 < at {
			s = s[:host+colon+1] + Redacted + s[host+at:]
		}
	}
}

func authorityLength(s string) int {
	if i := strings.IndexAny(s, "/?#\"'<>`\\ \t\r\n"); i >= 0 {
		return i
	}
	return len(s)
}
