package finding

// ResourceKind tells what a page uses a resource for.
type ResourceKind string

// The kinds, in the order in which reports list them.
const (
	KindDocument ResourceKind = "document" // of the page itself or of a frame in it
	KindScript   ResourceKind = "script"
	KindStyle    ResourceKind = "style"
	KindImage    ResourceKind = "image"
	KindFont     ResourceKind = "font"
	KindData     ResourceKind = "data"  // what scripts fetch
	KindOther    ResourceKind = "other" // media, manifests and the like
)

// ResourceKinds returns the kinds in the order in which reports list them.
func ResourceKinds() []ResourceKind {
	return []ResourceKind{KindDocument, KindScript, KindStyle, KindImage, KindFont, KindData, KindOther}
}

// Resource is one URL of the site's own that visited pages used, and how the
// worker was seen to answer for it.
type Resource struct {
	URL       string       `json:"url"`
	Kind      ResourceKind `json:"kind"`
	Strategy  Strategy     `json:"strategy,omitempty"`  // "" where it was not seen
	Pages     []string     `json:"pages"`               // URLs of the pages that used it, but for the resource itself
	MorePages int          `json:"morePages,omitempty"` // pages beyond those listed
}
