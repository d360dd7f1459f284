package experiments

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// exchange of the stay of ada, who came with exchange 2 and left with 9.
func exchangeWith(id int, cookie, setCookie string) observation.Exchange {
	e := observation.Exchange{ID: id, User: "ada", Method: "GET", URL: site, RequestHeader: observation.Header{}, ResponseHeader: observation.Header{}}
	if cookie != "" {
		e.RequestHeader["Cookie"] = []string{cookie}
	}
	if setCookie != "" {
		e.ResponseHeader["Set-Cookie"] = []string{setCookie}
	}
	return e
}

var _ = Describe("Whose an exchange is", func() {
	attributed := func(s stay, e observation.Exchange) string {
		u := &userSession{stays: []stay{s}}
		u.seen.Exchanges = []observation.Exchange{e}
		u.attribute()
		return u.seen.Exchanges[0].User
	}
	login := stay{user: "ada", from: 2, to: 9, logins: []credential{{Name: "session"}, {Name: "csrf", Before: "old"}}}

	DescribeTable("is told by the login that it carries",
		func(e observation.Exchange, want string) { Expect(attributed(login, e)).To(Equal(want)) },
		Entry("with the cookie of the login", exchangeWith(5, "session=1; taste=dark", ""), "ada"),
		Entry("with a cookie that the login changed", exchangeWith(5, "csrf=new", ""), "ada"),
		Entry("with that cookie as it was before", exchangeWith(3, "csrf=old", ""), ""),
		Entry("without credentials, as workers may ask", exchangeWith(5, "", ""), ""),
		Entry("the answer that brings the login", exchangeWith(4, "csrf=old", "session=1; HttpOnly"), "ada"),
		Entry("the answer that takes it away, and what comes after", exchangeWith(9, "", "session=; Max-Age=0"), ""),
	)

	It("is told by the token where there are no cookies", func() {
		s := stay{user: "ada", from: 2, to: 9}
		e := exchangeWith(5, "", "")
		e.RequestHeader["Authorization"] = []string{"Bearer x"}
		Expect(attributed(s, e)).To(Equal("ada"))
	})

	It("stays the user's where nothing tells", func() {
		Expect(attributed(stay{user: "ada", from: 2, to: 9}, exchangeWith(5, "taste=dark", ""))).To(Equal("ada"))
	})

	It("is told by the cookies that the logout takes away, where it takes any", func() {
		before := []storedCookie{{Name: "taste", Value: "dark"}}
		inside := []storedCookie{{Name: "taste", Value: "dark"}, {Name: "session", Value: "1"}, {Name: "_ga", Value: "7"}}
		logins := harness.ChangedCookies(before, inside)
		Expect(logins).To(ConsistOf(credential{Name: "session"}, credential{Name: "_ga"}))
		Expect(removed(logins, inside[:1])).To(HaveLen(2))
		Expect(removed(logins, []storedCookie{{Name: "_ga", Value: "7"}, {Name: "session", Value: ""}})).To(ConsistOf(credential{Name: "session"}))
		Expect(removed(logins, inside)).To(BeEmpty())
	})
})

var _ = Describe("The print of a body", func() {
	same := func(a, b string) bool { return printOf([]byte(a)) == printOf([]byte(b)) }

	DescribeTable("is the same for what differs from load to load",
		func(a, b string) { Expect(same(a, b)).To(BeTrue()) },
		Entry("a clock", "It is 12:03, 17 visitors", "It is 9:41, 8 visitors"),
		Entry("a token against forged requests",
			`<input name=csrfmiddlewaretoken value="Wq3kZ8vN1bXy7TgR2mLs5pHdC9aJfE4u">`,
			`<input name=csrfmiddlewaretoken value="pL2sV9xK4cMz8WnB6tRg1yJhF7dQaE3o">`),
		Entry("a nonce in hex", `nonce="9f86d081884c7d659a2feaa0c55ad015"`, `nonce="2c26b46b68ffc68ff99b453c1d304134"`),
	)

	DescribeTable("differs where people do",
		func(a, b string) { Expect(same(a, b)).To(BeFalse()) },
		Entry("a name", "Welcome, Ada", "Welcome, Otto"),
		Entry("somebody and nobody", `{"user":7}`, `{"user":null}`),
		Entry("a long word", "administrative-overview", "international-overview"),
		Entry("a path", "/images/portraits/ada-in-the-hall.png", "/images/portraits/otto-on-the-roof.png"),
	)

	It("is taken of what was kept whole, which is forgotten then", func() {
		exchanges := []observation.Exchange{
			{ID: 1, Method: "GET", Status: 200, Body: []byte("all"), BodyBytes: 3},
			{ID: 2, Method: "GET", Status: 200, Body: []byte("half"), BodyBytes: 8, BodySHA256: "sum"},
			{ID: 3, Method: "GET", Status: 304},
		}
		Expect(takePrints(exchanges)).To(ConsistOf(
			observation.Print{Exchange: 1, Hash: printOf([]byte("all"))}, observation.Print{Exchange: 2, Hash: "sum"},
		))
		Expect(exchanges).To(HaveEach(HaveField("Body", BeNil())))
	})
})

var _ = Describe("Asking as nobody", func() {
	setup := Setup{Target: Target{URL: site, Header: map[string]string{"X-Staging": "yes"}}}
	of := func(id int, user, path string) observation.Exchange {
		return observation.Exchange{ID: id, User: user, Method: "GET", Status: 200, Outcome: observation.Answered, URL: site + path}
	}

	It("asks once for each URL that a user got something else for, and for nothing that acts", func() {
		seen := &observation.Users{UserSession: observation.UserSession{SessionLog: observation.SessionLog{Exchanges: []observation.Exchange{
			of(1, "", ""), of(2, "ada", ""), of(3, "ada", "style.css"), of(4, "", "style.css"), of(5, "ada", ""), of(6, "ada", "logout"), of(7, "ada", "never-read"),
		}}, Prints: []observation.Print{{Exchange: 1, Hash: "a"}, {Exchange: 2, Hash: "b"}, {Exchange: 3, Hash: "c"}, {Exchange: 4, Hash: "c"}, {Exchange: 5, Hash: "d"}, {Exchange: 6, Hash: "e"}}}}
		Expect(setup.onlyUsers(seen)).To(HaveExactElements(HaveField("ID", 2)))
	})

	It("asks as the browser did, without what told who asked", func() {
		e := of(1, "ada", "")
		e.RequestHeader = observation.Header{"Accept": {"text/html"}, "Cookie": {"session=1"}, "Authorization": {"Bearer x"}, "If-None-Match": {`"1"`}, "X-Csrf-Token": {"1"}}
		Expect(setup.asNobody(e).Header).To(Equal(map[string]string{"Accept": "text/html", "X-Staging": "yes"}))
	})
})
