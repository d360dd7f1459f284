package install

import "path/filepath"

// ProgramHere and ProgramElsewhere are where a build has its program, for this
// machine and for another kind.
func ProgramHere() string { return filepath.ToSlash(products[0].program(ThisSystem().platform())) }

func ProgramElsewhere() string {
	for _, platform := range platforms {
		if platform != ThisSystem().platform() {
			return filepath.ToSlash(products[0].program(platform))
		}
	}
	panic("there is one platform only")
}
