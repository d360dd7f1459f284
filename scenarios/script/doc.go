// Package script is the language of steps: what is done in a session, and what
// is expected of it, written in YAML. It parses lists of steps strictly, with the
// place of each, and does them. Scenarios are written in it, and the logins of
// swcheck.yaml.
//
//   - visit: /login
//   - fill: {"#user": member, "#password": $MEMBER_PASSWORD}
//   - click: "#go"
//
// Each kind of step is one file that registers itself. A [Reading] says what a
// script may name, such as users and files; a [World] what its steps may use.
// Scripts that are done in one session, one after the other, are a [Run].
package script
