package install

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"io"
	"net/http"
	"slices"
	"strings"
)

// sums are the checksums of a download by their kind. MD5 is no defence against
// an attacker; it is what the storage service tells.
type sums map[string]hash.Hash

func newSums() sums {
	return sums{"crc32c": crc32.New(crc32.MakeTable(crc32.Castagnoli)), "md5": md5.New(), "sha256": sha256.New()}
}

// writer returns what all of them are computed from.
func (s sums) writer() io.Writer {
	all := make([]io.Writer, 0, len(s))
	for _, h := range s {
		all = append(all, h)
	}
	return io.MultiWriter(all...)
}

// verify compares with what is published: by the server in the header
// x-goog-hash, and by the index. It returns the kinds that were compared. The
// error is a [*ChecksumError], also where nothing is published.
//
// Source: https://cloud.google.com/storage/docs/hashes-etags
func (s sums) verify(b build, header http.Header) ([]string, error) {
	want := toldBy(header)
	if b.SHA256 != "" {
		want["sha256"] = strings.ToLower(b.SHA256)
	}
	var kinds []string
	for kind, w := range want {
		h, known := s[kind]
		if !known {
			continue
		}
		if got := hex.EncodeToString(h.Sum(nil)); got != w {
			return nil, &ChecksumError{URL: b.URL, Kind: kind, Want: w, Got: got}
		}
		kinds = append(kinds, kind)
	}
	if len(kinds) == 0 {
		return nil, &ChecksumError{URL: b.URL}
	}
	slices.Sort(kinds)
	return kinds, nil
}

// toldBy returns the checksums of x-goog-hash in hexadecimal. Several stand in
// one header or in one each, in base64. One that cannot be read agrees with
// nothing.
func toldBy(header http.Header) map[string]string {
	told := map[string]string{}
	for _, line := range header.Values("X-Goog-Hash") {
		for one := range strings.SplitSeq(line, ",") {
			kind, value, _ := strings.Cut(strings.TrimSpace(one), "=")
			sum, err := base64.StdEncoding.DecodeString(value)
			if err != nil {
				told[kind] = value
				continue
			}
			told[kind] = hex.EncodeToString(sum)
		}
	}
	return told
}
