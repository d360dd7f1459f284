package rebuild

import (
	"math/rand/v2"
	"testing"
)

const (
	hexDigits = "0123456789abcdef"
	base64URL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
)

func TestShiftsKeepTheLookAndDifferBetweenBuilds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		token := written(random, hexDigits, 8)
		seen := map[string]string{token: "A"}
		for _, build := range []string{"B", "C", "D", "E", "F"} {
			next := newShift(build).of(token)
			if len(next) != len(token) || !isHex(next) || newShift(build).of(token) != next {
				t.Fatalf("%s becomes %s in build %s", token, next, build)
			}
			for i := range token {
				if class(next[i]) != class(token[i]) {
					t.Fatalf("%s becomes %s, which looks different", token, next)
				}
			}
			if other, taken := seen[next]; taken {
				t.Fatalf("%s becomes %s both in %s and in %s", token, next, other, build)
			}
			seen[next] = build
		}
	}
}

func TestTokensNeverBecomeTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	names := newNames()
	for range 5000 {
		names.learn(token{text: written(random, base64URL, 8)})
	}
	// As many as there are of four digits: all new names are taken.
	for number := range 10000 {
		names.learn(token{text: string([]byte{'a', byte('0' + number/1000), byte('0' + number/100%10), byte('0' + number/10%10), byte('0' + number%10)})})
	}
	for _, build := range []string{"B", "C", "Z", "B2", "C2", "some other name"} {
		table := names.in(build)
		if len(table.forth) < 4900 {
			t.Fatalf("build %s renames only %d", build, len(table.forth))
		}
		for old, next := range table.forth {
			if table.back[next] != old || names.tokens[next] != nil {
				t.Fatalf("build %s: %s becomes %s, which is %s's", build, old, next, table.back[next])
			}
		}
	}
}

func written(random *rand.Rand, letters string, length int) string {
	text := make([]byte, length)
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}
	return string(text)
}

func TestBuildsAreCountedAsTheGatewayNamesThem(t *testing.T) {
	for build, wanted := range map[string]int{"A": 0, "B": 1, "Z": 25, "B2": 26, "Z2": 50, "B3": 51} {
		if got := numberOf(build); got != wanted {
			t.Errorf("%s is number %d, not %d", build, got, wanted)
		}
	}
	if numberOf("release-7") == numberOf("release-8") || numberOf("") == 0 {
		t.Error("other names have no numbers of their own")
	}
}
