package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestGeneratedDocs keeps the pages under docs in step with the rules, the
// commands and the settings that they are made from.
func TestGeneratedDocs(t *testing.T) {
	pages, err := generatedPages(newRoot(&world{}))
	if err != nil {
		t.Fatal(err)
	}
	docs := filepath.Join("..", "..", "docs")
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(docs, filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("%v: run make docs", err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("docs/%s is out of date: run make docs", name)
		}
	}
	err = fs.WalkDir(os.DirFS(docs), "rules", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if _, known := pages[name]; !known {
			t.Errorf("docs/%s is of no rule any more: run make docs", name)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
