// Package script is the language of steps: what is done in a session, written
// in YAML. It parses lists of steps strictly, with the place of each, and does
// them. The logins of swcheck.yaml are written in it.
//
//   - visit: /login
//   - fill: {"#user": member, "#password": $MEMBER_PASSWORD}
//   - click: "#go"
//
// Each kind of step is one file that registers itself.
package script
