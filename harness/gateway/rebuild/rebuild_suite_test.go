package rebuild_test

import (
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

func TestRebuild(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "Rebuild")
}

// limit bounds a spec: a wait that never ends must fail it.
const limit = SpecTimeout(20 * time.Second)
