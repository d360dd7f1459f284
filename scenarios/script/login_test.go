package script_test

import (
	"errors"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/script"
)

// world is one in which members can log in and out.
func world() script.World {
	return script.World{
		Logins: map[string]script.Steps{
			"member": parsed(`[{visit: /login}, {fill: {"#user": member, "#password": $MEMBER_PASSWORD}}, {click: "#go"}]`).Run,
			"other":  parsed(`[{visit: /login}, {fill: {"#user": other, "#password": wrong}}, {click: "#go"}]`).Run,
		},
		Logout: parsed(`[{visit: /account}, {click: "#logout"}]`).Run,
	}
}

var _ = Describe("the steps login and logout", func() {
	It("let a user in and out, in the tab where they stand, and tell whose exchanges are", func(ctx SpecContext) {
		s := session(ctx, site("no-worker").URL())
		run := after(ctx, s, world(), `
- visit: /talks/
- new-tab
- login: member
- evaluate: {script: location.pathname, is: /account}
- tab: 1
- evaluate: {script: location.pathname, is: /talks/}
- logout
- visit: /speakers/
`)
		Expect(finals(run.Done().Visits)).To(ContainElement(HaveSuffix("/account")))
		users := map[string]string{}
		for _, x := range s.Exchanges() {
			users[x.Method+" "+x.URL[len(s.Base()):]] = x.User
		}
		Expect(users).To(SatisfyAll(
			HaveKeyWithValue("GET talks/", ""), HaveKeyWithValue("GET login", ""), HaveKeyWithValue("POST login", "member"),
			HaveKeyWithValue("GET account", "member"), HaveKeyWithValue("GET speakers/", ""),
		))
	})

	It("fail where the server refuses", func(ctx SpecContext) {
		err := script.NewRun(session(ctx, site("no-worker").URL()), world()).Do(ctx, parsed("- login: other"))
		Expect(err).To(MatchError(HavePrefix("steps.yaml:1:3: step login: other was not let in: the server answered 401 to POST http")))
		var failed *script.StepError
		Expect(errors.As(err, &failed)).To(BeTrue())
		Expect(failed.Hint()).To(ContainSubstring("name and password"))
		Expect(errors.As(err, new(*harness.LoginRefusedError))).To(BeTrue())
	})

	It("tell which of their own steps failed", func(ctx SpecContext) {
		err := script.NewRun(session(ctx, page("").URL), world()).Do(ctx, parsed("- login: member"))
		Expect(err).To(MatchError(HavePrefix("steps.yaml:1:3: step login: steps.yaml:1:20: step fill: no visible element matches")))
	})

	It("fail where nobody can", func(ctx SpecContext) {
		for step, message := range map[string]string{"login: member": "how member logs in", "logout": "how users log out"} {
			err := script.NewRun(session(ctx, page("").URL), script.World{}).Do(ctx, parsed("- "+step))
			Expect(err).To(MatchError(ContainSubstring("it is not known " + message)))
		}
	})
})
