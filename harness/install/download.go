package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// maxArchive bounds an archive; Chrome's has about 180 MB.
const maxArchive = 1 << 30

// download writes the archive of a build to a new file, and checks that it came
// whole and as it is published. It returns which checksums were compared.
func (g *getter) download(ctx context.Context, b build, path string, progress func(done, total int64)) ([]string, error) {
	res, err := g.get(ctx, b.URL)
	if err != nil {
		return nil, &DownloadError{URL: b.URL, What: err.Error(), Err: err}
	}
	defer res.Body.Close()
	if res.ContentLength > maxArchive {
		return nil, &DownloadError{URL: b.URL, What: fmt.Sprintf("it is larger than %d bytes", int64(maxArchive))}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, &DownloadError{URL: b.URL, What: err.Error(), Err: err}
	}
	defer file.Close()
	sums := newSums()
	counted := &counter{total: res.ContentLength, tell: progress}
	n, err := io.Copy(io.MultiWriter(file, sums.writer(), counted), io.LimitReader(res.Body, maxArchive+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &DownloadError{URL: b.URL, What: fmt.Sprintf("it broke off after %d of %d bytes", n, res.ContentLength), Err: err}
	case err != nil:
		return nil, &DownloadError{URL: b.URL, What: err.Error(), Err: err}
	case n > maxArchive:
		return nil, &DownloadError{URL: b.URL, What: fmt.Sprintf("it is larger than %d bytes", int64(maxArchive))}
	}
	if err := file.Close(); err != nil { // a full disk may say so only now
		return nil, &DownloadError{URL: b.URL, What: err.Error(), Err: err}
	}
	return sums.verify(b, res.Header)
}

// A counter tells how much was written to it.
type counter struct {
	done, total int64 // total -1: not known
	tell        func(done, total int64)
}

func (c *counter) Write(p []byte) (int, error) {
	c.done += int64(len(p))
	c.tell(c.done, c.total)
	return len(p), nil
}
