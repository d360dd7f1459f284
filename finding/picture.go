package finding

// Picture is what a page looked like, scaled down. What stands in it is the
// site's own: nothing is hidden in it, as it is in texts.
type Picture struct {
	Type   string `json:"type"` // such as image/webp
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Data   []byte `json:"data"`
}

// NoPicture tells why there is no picture where pictures were asked for.
type NoPicture string

// The reasons.
const (
	PictureLimit  NoPicture = "limit"  // as many are shown as were asked for
	PictureFailed NoPicture = "failed" // the browser gave none
)
