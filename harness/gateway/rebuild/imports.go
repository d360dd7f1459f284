package rebuild

import (
	"context"
	"regexp"
	"slices"
	"strings"
)

// maxImports bounds how deep the imports of a worker are followed.
const maxImports = 4

// readImports reads what the workers' scripts import, as far as the scripts or
// the browser's requests tell.
func (s *survey) readImports(ctx context.Context) {
	for range maxImports {
		before := len(s.worker)
		for _, x := range s.Exchanges {
			from, own := s.resolve(x.RequestHeader.Get("Referer"), "")
			u, ours := s.resolve(x.URL, "")
			if own && ours && s.worker[from] && isImport(x.Destination()) {
				s.worker[u] = true
			}
		}
		for _, t := range s.workerTexts() {
			for _, ref := range imports(t.body) {
				if u, own := s.resolve(t.url, ref); own {
					s.worker[u] = true
				}
			}
		}
		var urls []string
		for u := range s.worker {
			urls = append(urls, u)
		}
		slices.Sort(urls)
		s.read(ctx, urls)
		if len(s.worker) == before {
			return
		}
	}
}

func isImport(destination string) bool {
	return destination == "script" || destination == "serviceworker"
}

var (
	importScripts = regexp.MustCompile(`\bimportScripts\s*\(([^)]*)\)`)
	amdImports    = regexp.MustCompile(`\bdefine\(\s*\[([^\]]*)\]`) // as Workbox bundles them
	staticImport  = regexp.MustCompile(`\bimport\s*(?:[\w$*{}\s,]+from\s*)?(["'])([^"'\n]+)(["'])`)
	literal       = regexp.MustCompile(`"([^"\\\n]*)"|'([^'\\\n]*)'`)
)

// imports returns the references of the scripts that a worker's script imports.
func imports(body []byte) []string {
	var refs []string
	for _, call := range importScripts.FindAllSubmatch(body, -1) {
		refs = append(refs, literals(call[1])...)
	}
	for _, call := range amdImports.FindAllSubmatch(body, -1) {
		for _, module := range literals(call[1]) {
			if module != "exports" && module != "require" {
				refs = append(refs, strings.TrimSuffix(module, ".js")+".js")
			}
		}
	}
	for _, statement := range staticImport.FindAllSubmatch(body, -1) {
		refs = append(refs, string(statement[2]))
	}
	return refs
}

func literals(code []byte) []string {
	var found []string
	for _, match := range literal.FindAllSubmatch(code, -1) {
		found = append(found, string(match[1])+string(match[2]))
	}
	return found
}
