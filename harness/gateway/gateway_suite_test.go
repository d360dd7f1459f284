package gateway_test

import (
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

func TestGateway(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "Gateway", suite, reporter)
}

// limit ends a spec that waits for something that never comes. It is far above
// what any spec needs on a busy machine.
const limit = SpecTimeout(time.Minute)
