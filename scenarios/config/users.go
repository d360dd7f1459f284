package config

import (
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

const (
	userExample   = `member: {login: [{visit: /login}, {fill: {"#user": member}}, {click: "#go"}]}`
	usersExample  = `users: {member: {login: [{visit: /login}, {fill: {"#user": member, "#password": $MEMBER_PASSWORD}}, {click: "#go"}]}}`
	logoutExample = `logout: [{click: "#logout"}]`
)

func init() {
	register("users", setting{
		about: "who can log in, by name, and how; the first two are used", example: usersExample,
		schema: map[string]any{
			"type": "object", "minProperties": 1,
			"additionalProperties": object(map[string]any{"login": steps}, "required", []any{"login"}),
		},
		read: readUsers,
	})
	register("logout", setting{
		about: "the steps that log the user out", example: logoutExample,
		schema: steps,
		read:   func(r *reader, n source.Node) { r.Target.Logout = script.Reading{Within: "logout"}.Parse(n).Run },
	})
}

func readUsers(r *reader, n source.Node) {
	pairs := n.Pairs(usersExample)
	if len(pairs) == 0 && n.Kind() == source.Mapping {
		n.Reject("for example: "+usersExample+"; or leave it out", "users names nobody")
	}
	for _, p := range pairs {
		user := scenarios.User{Name: p.Key.Name}
		found := p.Value.Fields("key of a user", userExample, map[string]func(source.Node){
			"login": func(n source.Node) {
				r.missing[user.Name] = n.File().Later(func() { user.Login = script.Reading{Within: "login"}.Parse(n).Run })
			},
		})
		if found.Lacks("login") {
			p.Key.Reject("for example: "+userExample, "the user %s has no login", p.Key.Name)
		}
		r.Target.Users = append(r.Target.Users, user)
	}
}
