package install_test

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/swcheck/swcheck/harness/install"
)

const testVersion = "156.0.8078.79"

// linux is the system that the tests install for.
var linux = install.System{OS: "linux", Arch: "amd64", Root: true}

// A store serves an index and one archive, as Google does, unless a test
// changes what it serves.
type store struct {
	*httptest.Server
	index   map[string]any
	archive []byte
	header  http.Header  // of the archive
	answer  http.Handler // of the archive; nil: archive and header
	asked   atomic.Int64 // how often for the archive
}

type entry struct {
	name, content string
	mode          fs.FileMode
}

const programEntry = "chrome-headless-shell-linux64/chrome-headless-shell"

// program is an archive as that of the headless shell.
var program = []entry{
	{"chrome-headless-shell-linux64/", "", fs.ModeDir | 0o755},
	{programEntry, "#!/bin/sh\n", 0o755},
	{"chrome-headless-shell-linux64/locales/en.pak", "words", 0o644},
}

func zipOf(t *testing.T, entries []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		header := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		header.SetMode(e.mode)
		to, err := w.CreateHeader(header)
		if err == nil && !e.mode.IsDir() {
			_, err = to.Write([]byte(e.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newStore(t *testing.T, entries []entry) *store {
	t.Helper()
	s := &store{}
	mux := http.NewServeMux()
	mux.HandleFunc("/index.json", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(s.index)
	})
	mux.HandleFunc("/archive.zip", func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		if s.answer != nil {
			s.answer.ServeHTTP(w, r)
			return
		}
		for name, values := range s.header {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(s.archive)))
		_, _ = w.Write(s.archive)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	s.publish(zipOf(t, entries), "linux64")
	return s
}

// publish serves an archive, and an index that names it.
func (s *store) publish(archive []byte, platforms ...string) {
	s.archive, s.header = archive, http.Header{"X-Goog-Hash": hashes(archive)}
	var list []map[string]string
	for _, p := range platforms {
		list = append(list, map[string]string{"platform": p, "url": s.URL + "/archive.zip"})
	}
	s.index = stable(testVersion, map[string]any{"chrome-headless-shell": list})
}

func stable(version string, downloads map[string]any) map[string]any {
	return map[string]any{"timestamp": "2026-11-01T10:00:00Z", "channels": map[string]any{
		"Stable": map[string]any{"channel": "Stable", "version": version, "revision": "1", "downloads": downloads},
	}}
}

// hashes are what Google's storage tells of an object.
func hashes(of []byte) []string {
	crc := binary.BigEndian.AppendUint32(nil, crc32.Checksum(of, crc32.MakeTable(crc32.Castagnoli)))
	sum := md5.Sum(of)
	return []string{"crc32c=" + base64.StdEncoding.EncodeToString(crc), "md5=" + base64.StdEncoding.EncodeToString(sum[:])}
}

// options install from the store into a folder of the test's own, on a machine
// without a browser.
func (s *store) options(t *testing.T) install.Options {
	return install.Options{
		Find:   func() (string, error) { return "", errors.New("none") },
		Index:  s.URL + "/index.json",
		Folder: filepath.Join(t.TempDir(), "swcheck", "browsers"),
		System: linux,
		Stall:  10 * time.Second,
	}
}

// holds checks that a folder holds exactly these names.
func holds(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if len(got) != len(want) {
		t.Fatalf("%s holds %q, not %q", folder, got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s holds %q, not %q", folder, got, want)
		}
	}
}
