package rebuild_test

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

// A manifest is what Angular's worker knows of a build.
type manifest struct {
	Timestamp   int64
	AssetGroups []struct{ URLs []string }
	HashTable   map[string]string
}

func manifestOf(ctx SpecContext, r *rig) manifest {
	GinkgoHelper()
	var m manifest
	_, body := r.get(ctx, "/ngsw.json?ngsw-cache-bust=0.123")
	Expect(json.Unmarshal([]byte(body), &m)).To(Succeed())
	return m
}

// expectHashes asks for all files of a manifest as Angular's worker does.
func expectHashes(ctx SpecContext, r *rig, m manifest, of func(string) bool) {
	GinkgoHelper()
	for file, hash := range m.HashTable {
		if of(file) {
			_, body := r.get(ctx, file+"?ngsw-cache-bust=0.5")
			sum := sha1.Sum([]byte(body))
			Expect(hex.EncodeToString(sum[:])).To(Equal(hash), file)
		}
	}
}

var _ = Describe("Angular's manifest", func() {
	isText := func(file string) bool {
		return strings.HasSuffix(file, ".html") || strings.HasSuffix(file, ".js") || strings.HasSuffix(file, ".css")
	}

	It("has the hashes of the new build, and the worker's script stays", limit, func(ctx SpecContext) {
		text, err := os.ReadFile("testdata/angular/ngsw.json")
		Expect(err).NotTo(HaveOccurred())
		var a manifest
		Expect(json.Unmarshal(text, &a)).To(Succeed())
		site := files{"/ngsw.json": string(text), "/ngsw-worker.js": `fetch('ngsw.json?ngsw-cache-bust=' + Math.random())`, "/": "home"}
		for file := range a.HashTable {
			site[file] = "the text of " + file
		}
		delete(site, "/assets/mail/contact_me.php")

		r := open(site)
		r.browse(ctx, "/", "/about.html?ngsw-cache-bust=0.7")
		r.register(ctx, "/ngsw-worker.js")
		plan := r.prepare(ctx)
		Expect(plan.Recognised).To(ConsistOf("angular"))
		r.Deploy(plan.Deploy("B"))

		b := manifestOf(ctx, r)
		Expect(b.Timestamp).To(BeNumerically(">", a.Timestamp))
		Expect(maps.Keys(b.HashTable)).To(ConsistOf(collect(a.HashTable)))
		expectHashes(ctx, r, b, isText)
		for file, hash := range b.HashTable {
			Expect(hash == a.HashTable[file]).NotTo(Equal(isText(file)), file)
		}
		_, worker := r.get(ctx, "/ngsw-worker.js")
		Expect(worker).To(Equal(site["/ngsw-worker.js"]))

		r.Deploy(plan.Deploy("C"))
		c := manifestOf(ctx, r)
		expectHashes(ctx, r, c, isText)
		Expect(c.HashTable["/index.html"]).NotTo(Equal(b.HashTable["/index.html"]))

		r.Deploy(plan.Content("D"))
		Expect(manifestOf(ctx, r)).To(Equal(a), "the build step was forgotten")
	})

	It("names hashed assets by their new names", limit, func(ctx SpecContext) {
		r := open(files{
			"/":                  `<script src="main-SKJ2T3PZ.js"></script>`,
			"/index.html":        `<script src="main-SKJ2T3PZ.js"></script>`,
			"/main-SKJ2T3PZ.js":  `import("./chunk-7Q2WXYZA.js")`,
			"/chunk-7Q2WXYZA.js": `1`,
			"/ngsw.json": `{"configVersion":1,"timestamp":1,"index":"/index.html","assetGroups":[{"urls":["/index.html","/main-SKJ2T3PZ.js","/chunk-7Q2WXYZA.js"]}],
				"hashTable":{"/index.html":"122f443e27953c1fda437a6a0db20a990ee543d4","/main-SKJ2T3PZ.js":"122f443e27953c1fda437a6a0db20a990ee543d5","/chunk-7Q2WXYZA.js":"122f443e27953c1fda437a6a0db20a990ee543d6"}}`,
			"/ngsw-worker.js": `fetch("ngsw.json")`,
		})
		r.browse(ctx, "/")
		r.register(ctx, "/ngsw-worker.js")
		plan := r.prepare(ctx)
		Expect(plan.Recognised).To(ConsistOf("angular", "hashed-names"))
		r.Deploy(plan.Deploy("B"))
		b := manifestOf(ctx, r)
		Expect(b.AssetGroups[0].URLs).To(ConsistOf(collect(b.HashTable)))
		Expect(b.HashTable).To(HaveLen(3))
		Expect(b.HashTable).NotTo(HaveKey("/main-SKJ2T3PZ.js"))
		expectHashes(ctx, r, b, isText)
	})
})

func collect(m map[string]string) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	return keys
}
