// Package all registers every rule of the catalogue.
package all

import (
	_ "github.com/swcheck/swcheck/scenarios/rules/cache"
	_ "github.com/swcheck/swcheck/scenarios/rules/install"
	_ "github.com/swcheck/swcheck/scenarios/rules/offline"
	_ "github.com/swcheck/swcheck/scenarios/rules/registration"
	_ "github.com/swcheck/swcheck/scenarios/rules/script"
	_ "github.com/swcheck/swcheck/scenarios/rules/session"
	_ "github.com/swcheck/swcheck/scenarios/rules/update"
	_ "github.com/swcheck/swcheck/scenarios/rules/worker"
)
