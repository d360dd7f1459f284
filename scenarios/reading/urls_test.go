package reading

import "testing"

func TestInScope(t *testing.T) {
	const scope = "https://a.example/app"
	for address, want := range map[string]bool{
		"https://a.example/app":      true,
		"https://a.example/app/x?y":  true,
		"https://a.example/apple":    true, // scopes are prefixes
		"https://a.example/":         false,
		"https://a.example/#/app":    false,
		"https://b.example/app/page": false,
	} {
		if got := InScope(scope, address); got != want {
			t.Errorf("InScope(%q, %q) = %v", scope, address, got)
		}
	}
	if InScope("", "https://a.example/") {
		t.Error("no scope covers a page")
	}
}
