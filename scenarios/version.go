package scenarios

import "github.com/swcheck/swcheck/observation"

// Version is the version of swcheck that observations and reports name.
const Version = "0.1.0"

var tool = observation.Tool{Name: "swcheck", Version: Version}
