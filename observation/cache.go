package observation

import "time"

// A Cache is one named cache of Cache Storage with what it holds.
type Cache struct {
	Name      string       `json:"name"`
	Origin    string       `json:"origin"`
	Entries   []CacheEntry `json:"entries"`
	Truncated int          `json:"truncated,omitempty"` // entries beyond those listed
}

// A CacheEntry is one stored response.
type CacheEntry struct {
	URL           string    `json:"url"`
	Method        string    `json:"method"`
	RequestHeader Header    `json:"requestHeader,omitempty"`
	Status        int       `json:"status"`
	Type          string    `json:"type"` // basic, cors, default, error, opaque or opaqueredirect, as Response.type
	Header        Header    `json:"header,omitempty"`
	Bytes         int64     `json:"bytes"`              // of the body; -1 when unknown (opaque responses)
	Responded     time.Time `json:"responded"`          // when the response was generated
	Exchange      int       `json:"exchange,omitempty"` // the network exchange that its bytes come from; 0 when the worker made it
}

// MIMEType returns the media type of the entry without its parameters, in
// lower case.
func (e CacheEntry) MIMEType() string { return mediaType(e.Header.Get("Content-Type")) }

// Storage is what an origin stores in all, as the browser counts it.
type Storage struct {
	UsageBytes        int64 `json:"usageBytes"`
	CacheStorageBytes int64 `json:"cacheStorageBytes"`
	QuotaBytes        int64 `json:"quotaBytes"`
}
