package install_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/swcheck/swcheck/harness/install"
)

func sha256Of(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// told checks an error's words, and that it says what to do.
func told(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !regexp.MustCompile(want).MatchString(err.Error()) {
		t.Fatalf("it returned %v, not %q", err, want)
	}
	var advised interface{ Hint() string }
	if !errors.As(err, &advised) || advised.Hint() == "" {
		t.Errorf("%v does not say what to do", err)
	}
}

// silent is a server that takes requests and never goes on.
func silent(before string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before != "" {
			w.Header().Set("Content-Length", "100000")
			_, _ = w.Write([]byte(before))
			_ = http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
	})
}

func says(text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(text)) })
}

// Whatever is wrong with what servers send is told, each with what to do, and
// nothing of it stays.
func TestFaults(t *testing.T) {
	faults := map[string]struct {
		entries []entry // default: those of a good archive
		spoil   func(*store, *install.Options)
		want    string // words of the error
	}{
		"no index": {
			spoil: func(s *store, o *install.Options) { o.Index = s.URL + "/nothing.json" },
			want:  "index.*: the server answered 404 Not Found",
		},
		"nobody listens": {
			spoil: func(s *store, o *install.Options) { s.Close() },
			want:  "refused",
		},
		"the index never comes": {
			spoil: func(s *store, o *install.Options) { s.Config.Handler = silent(""); o.Stall = 50 * time.Millisecond },
			want:  "nothing came for 50ms",
		},
		"a page in place of the index": {
			spoil: func(s *store, _ *install.Options) { s.Config.Handler = says("\n<!DOCTYPE html><title>Log in</title>") },
			want:  "it is a page, and no JSON",
		},
		"an index that is no JSON": {
			spoil: func(s *store, _ *install.Options) { s.Config.Handler = says("channels: {}") },
			want:  "invalid character",
		},
		"an index of other JSON": {
			spoil: func(s *store, _ *install.Options) { s.Config.Handler = says(`{"versions": []}`) },
			want:  "it names no downloads of the channel Stable",
		},
		"an endless index": {
			spoil: func(s *store, _ *install.Options) { s.Config.Handler = says(strings.Repeat(" ", 2<<20)) },
			want:  "larger than 1 MB",
		},
		"a version that is a path": {
			spoil: func(s *store, _ *install.Options) {
				s.index = stable("../../../evil", map[string]any{"chrome": []any{map[string]string{"platform": "linux64", "url": s.URL + "/archive.zip"}}})
			},
			want: `"../../../evil" is no version`,
		},
		"an address that is none": {
			spoil: func(s *store, _ *install.Options) {
				s.index = stable(testVersion, map[string]any{"chrome": []any{map[string]string{"platform": "linux64", "url": "file:///etc/passwd"}}})
			},
			want: "it is no web address",
		},
		"no build for this platform": {
			spoil: func(s *store, o *install.Options) { o.System.Arch = "arm64" },
			want:  "no Chrome for Testing for linux/arm64: the index has chrome-headless-shell of version " + testVersion + " for linux64 only",
		},
		"no platform of theirs": {
			spoil: func(s *store, o *install.Options) { o.System.OS = "freebsd" },
			want:  "no Chrome for Testing for freebsd/amd64: it is made for linux64",
		},
		"musl": {
			spoil: func(s *store, o *install.Options) { o.System.Musl = true },
			want:  "its builds need glibc",
		},
		"no archive": {
			spoil: func(s *store, _ *install.Options) { s.answer = http.NotFoundHandler() },
			want:  "archive.zip failed: the server answered 404 Not Found",
		},
		"an archive that is cut": {
			spoil: func(s *store, _ *install.Options) {
				s.answer = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Length", "1000")
					_, _ = w.Write(make([]byte, 400))
				})
			},
			want: "it broke off after 400 of 1000 bytes",
		},
		"an archive that stops coming": {
			spoil: func(s *store, o *install.Options) { s.answer = silent("PK"); o.Stall = 50 * time.Millisecond },
			want:  "archive.zip failed: nothing came for 50ms",
		},
		"an archive that is too large": {
			spoil: func(s *store, _ *install.Options) {
				s.answer = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Length", "99999999999")
				})
			},
			want: "larger than 1073741824 bytes",
		},
		"another checksum": {
			spoil: func(s *store, _ *install.Options) { s.header["X-Goog-Hash"] = hashes([]byte("other")) },
			want:  "is not what is published there: its (crc32c|md5) is",
		},
		"another md5": {
			spoil: func(s *store, _ *install.Options) {
				s.header["X-Goog-Hash"] = []string{hashes(s.archive)[0] + ", " + hashes([]byte("other"))[1]}
			},
			want: "its md5 is",
		},
		"a checksum that cannot be read": {
			spoil: func(s *store, _ *install.Options) { s.header["X-Goog-Hash"] = []string{"crc32c=?"} },
			want:  `its crc32c is \w+, not \?`,
		},
		"no checksum": {
			spoil: func(s *store, _ *install.Options) { s.header = nil },
			want:  "no checksum is published",
		},
		"another sha256": {
			spoil: func(s *store, _ *install.Options) {
				s.index = stable(testVersion, map[string]any{"chrome": []any{map[string]string{"platform": "linux64", "url": s.URL + "/archive.zip", "sha256": sha256Of(nil)}}})
			},
			want: "its sha256 is",
		},
		"no archive but a page": {
			spoil: func(s *store, _ *install.Options) { s.publish([]byte("<!doctype html>"), "linux64") },
			want:  "is refused: zip: not a valid zip file",
		},
		"a name that leads out": {
			entries: []entry{{"../evil", "x", 0o644}},
			want:    `"../evil" leads out of the folder`,
		},
		"an absolute name": {
			entries: []entry{{"/evil", "x", 0o644}},
			want:    `"/evil" leads out of the folder`,
		},
		"a name that leads out on Windows": {
			entries: []entry{{`a\..\..\evil`, "x", 0o644}},
			want:    `leads out of the folder`,
		},
		"a link that leads out": {
			entries: []entry{{"chrome-headless-shell-linux64/out", "../../evil", fs.ModeSymlink | 0o777}},
			want:    `links to "../../evil", out of the folder`,
		},
		"a link that leads out through another": {
			entries: []entry{
				{"a/b/c/up", "../../..", fs.ModeSymlink | 0o777},
				{"a/b/c/up/out", "../../../..", fs.ModeSymlink | 0o777},
			},
			want: `leads out of the folder`,
		},
		"an absolute link": {
			entries: []entry{{"out", "/etc", fs.ModeSymlink | 0o777}},
			want:    `links to "/etc", out of the folder`,
		},
		"a device": {
			entries: []entry{{"device", "x", fs.ModeDevice | 0o666}},
			want:    `is neither a file nor a folder`,
		},
		"the same name twice": {
			entries: append(program, program...),
			want:    `file exists`,
		},
		"an archive of something else": {
			entries: []entry{{"readme.txt", "x", 0o644}},
			want:    `"chrome-headless-shell-linux64/chrome-headless-shell" is not in it`,
		},
		"a program that is a link": {
			entries: []entry{{"chrome-headless-shell-linux64/real", "x", 0o755}, {programEntry, "real", fs.ModeSymlink | 0o777}},
			want:    `is not in it`,
		},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			entries := fault.entries
			if entries == nil {
				entries = program
			}
			s := newStore(t, entries)
			o := s.options(t)
			if fault.spoil != nil {
				fault.spoil(s, &o)
			}
			_, err := install.Install(t.Context(), o)
			told(t, err, fault.want)
			holds(t, o.Folder)
			around := filepath.Dir(filepath.Dir(o.Folder))
			if left, _ := filepath.Glob(filepath.Join(around, "*", "evil*")); left != nil {
				t.Errorf("%q got out", left)
			}
		})
	}
}

// Links inside the folder are made, as a Mac's frameworks need them.
func TestLinksInside(t *testing.T) {
	s := newStore(t, append([]entry{
		{"chrome-headless-shell-linux64/Versions/1/lib", "x", 0o644},
		{"chrome-headless-shell-linux64/Versions/Current", "1", fs.ModeSymlink | 0o777},
	}, program...))
	o := s.options(t)
	got, err := install.Install(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(filepath.Join(filepath.Dir(got.Path), "Versions", "Current", "lib")); err != nil || string(content) != "x" {
		t.Errorf("through the link stands %q, %v", content, err)
	}
}

// Every address is asked through the proxy that is named.
func TestProxy(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	refused := errors.New("this proxy says no")
	o.Proxy = func(r *http.Request) (*url.URL, error) { return nil, refused }
	if _, err := install.Install(t.Context(), o); !errors.Is(err, refused) {
		t.Errorf("it returned %v", err)
	}
}
