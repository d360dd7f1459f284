package harness

import "errors"

// ErrNoPageBefore tells that a tab shows its first page, or none, so that there
// is nothing to go back to.
var ErrNoPageBefore = errors.New("there is no page to go back to")

// blank is the page that each tab begins with.
const blank = "about:blank"
