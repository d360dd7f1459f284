// Package suite reads scenario files and runs what they hold: what a team
// promises its visitors, written in YAML.
//
//	name: A visited talk opens in the tunnel
//	tags: [offline]
//	steps:
//	  - visit: /talks/app-shell
//	  - await: controlled
//	  - network: offline
//	  - visit: /talks/app-shell
//	  - expect: {title: App shell}
//
// [Load] reads files strictly: all mistakes of all files are told together.
// [Suite.Select] picks scenarios, and [Run] runs them side by side, each in a
// fresh session of one browser.
package suite
