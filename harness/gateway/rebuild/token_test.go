package rebuild

import (
	"strings"
	"testing"
)

func TestWhatLooksMade(t *testing.T) {
	for _, name := range []string{
		"app-4f3a9c21", "app.4f3a9c21", "app_4f3a9c21", "4f3a9c21", "main.4f3a9c21.chunk", "4f3a9c21-main",
		"polyfills-legacy-90ab12cd", "main-SKJ2T3PZ", "chunk-7Q2WXYZA", "index-BNe8Vh2a", "index-D_gGt1x_",
		"index-CAoPt-vL", "index-CsUDhMuy", "index.md.D__y7KUk.lean", "changelog.md.BxquaXB0", "framework.Cx-5KwGw",
		"application-908e25f4bf641868d8683022a5b62f54908e25f4bf641868d8683022a5b62f54", "4bd1b696-182b6b13bdad92e3",
		"a1b2c3d", "app.x7k2p9qa",
	} {
		if made := madeIn(name); made == "" {
			t.Errorf("%s: no token found", name)
		}
	}
}

func TestWhatIsNoToken(t *testing.T) {
	for _, name := range []string{
		"jquery-ui-datepicker", "bootstrap.bundle.min", "jquery-3.7.1.min", "jquery.min", "app", "main-styles",
		"report-20240115", "report-2024-01-15", "20240115123000", "app-1.2.3-beta.1", "v12", "es2015-polyfills",
		"photo-iPhone12", "OpenSans2-Regular", "background-1920x1080", "apple-touch-icon-180x180", "deadbeef",
		"550e8400-e29b-41d4-a716-446655440000", "avatar-550e8400-e29b-41d4-a716-446655440000", "highlight-github-dark",
		"MyDatePicker-Component", "README-CONTRIBUTING", "service-worker", "CamelCase-MyAppCss", "utf8mb4-general",
		"12345678", "x", "", "----", "chunk-vendors", "slick-carousel-theme",
	} {
		if made := madeIn(name); made != "" {
			t.Errorf("%s: %s is taken for a token", name, made)
		}
	}
}

func madeIn(name string) string {
	for _, p := range places(name) {
		if looksMade(p.token) {
			return p.token
		}
	}
	return ""
}

func TestPlaces(t *testing.T) {
	found := places("index.md.D__y7KUk.lean")
	var tokens []string
	for _, p := range found {
		tokens = append(tokens, string(p.separator)+p.token)
	}
	all := strings.Join(tokens, " ")
	for _, wanted := range []string{".lean", ".D__y7KUk", ".md", "/index"} {
		if !strings.Contains(all, wanted) {
			t.Errorf("%s is missing in %s", wanted, all)
		}
	}
	if all := places("app-CAoPt-vL"); !containsPlace(all, place{"CAoPt-vL", '-'}) {
		t.Errorf("a hash with a separator in it is missing: %v", all)
	}
}

func containsPlace(all []place, wanted place) bool {
	for _, p := range all {
		if p == wanted {
			return true
		}
	}
	return false
}

func TestWhatCouldBeMadeWhereTheSiteSaysSo(t *testing.T) {
	for token, wanted := range map[string]bool{
		"12345678": true, "ABCDEFGH": true, "abCdefgh": true, "20240115": false, "original": false,
		"Original": false, "1234567": false, "deadbeef": false, "a-b-c-d-e": false, "portrait": false,
	} {
		if couldBeMade(token) != wanted {
			t.Errorf("%s: %v", token, !wanted)
		}
	}
}
