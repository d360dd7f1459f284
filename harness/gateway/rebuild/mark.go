package rebuild

// mark adds to the end of a text what tells the build and changes nothing else.
func mark(k kind, body []byte, build string) []byte {
	note := "swcheck: build " + build
	ending := ""
	switch k {
	case document:
		ending = "\n<!-- " + note + " -->\n"
	case script, style:
		// On a line of its own: the text may end with a line comment.
		ending = "\n/* " + note + " */\n"
	case data:
		ending = blank(build)
	}
	marked := make([]byte, 0, len(body)+len(ending))
	return append(append(marked, body...), ending...)
}

// blank writes the build's name in white space, since JSON has no comments.
func blank(build string) string {
	written := []byte{'\n'}
	for i := range len(build) {
		for bit := range 8 {
			if build[i]>>bit&1 == 1 {
				written = append(written, '\t')
			} else {
				written = append(written, ' ')
			}
		}
	}
	return string(append(written, '\n'))
}
