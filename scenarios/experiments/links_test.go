package experiments

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
)

const site = "https://site.example/"

var _ = DescribeTable("links that an audit visits",
	func(url, text string) {
		ok, reason := followable(observation.Link{URL: url, Text: text}, site)
		Expect(ok).To(BeTrue(), reason)
	},
	Entry("a page", site+"talks/app-shell", "App shell"),
	Entry("the root", site, ""),
	Entry("a file that is a page", site+"about.html", "About"),
	Entry("a script that makes pages", site+"index.php?id=7", "Item 7"),
	Entry("a version in the path", site+"docs/v1.2", "Docs 1.2"),
	Entry("a dot in a slug", site+"talks/node.js-at-scale", "Node.js at scale"),
	Entry("a word within another", site+"payload", "Payload of a paylist"),
	Entry("a page on confirmations", site+"talks/unconfirmed-rumours", "Unconfirmed rumours"),
	Entry("a word of many meanings among others", site+"talks/what-it-is-like", "What it is like"),
	Entry("a session of a conference", site+"schedule?session=12", "Session 12"),
	Entry("a UUID in the path", site+"items/550e8400-e29b-41d4-a716-446655440000", "An item"),
	Entry("a long slug with digits", site+"2026/01/02/what-we-learned-in-10-years-of-caching", "What we learned"),
	Entry("a search", site+"search?q=service+workers&page=2", "Next"),
)

var _ = DescribeTable("links that an audit leaves alone",
	func(url, text, because string) {
		ok, reason := followable(observation.Link{URL: url, Text: text}, site)
		Expect(ok).To(BeFalse())
		Expect(reason).To(ContainSubstring(because))
	},
	Entry("mail", "mailto:a@site.example", "Write to us", "not a web page"),
	Entry("script", "javascript:void(0)", "Menu", "not a web page"),
	Entry("another host", "https://other.example/", "Other", "another origin"),
	Entry("another port", "https://site.example:8443/", "Other", "another origin"),
	Entry("another scheme", "http://site.example/", "Other", "another origin"),
	Entry("an archive", site+"files/all.zip", "All files", "download"),
	Entry("a picture", site+"hall.jpeg", "The hall", "download"),
	Entry("a feed", site+"feed.xml", "RSS", "download"),
	Entry("a video", site+"talk.mp4", "Video", "download"),

	Entry("logout in the path", site+"logout", "Bye", "logout"),
	Entry("logout in the text", site+"a/17", "Log out", "log out"),
	Entry("logout run together", site+"userlogout.php", "Bye", "logout"),
	Entry("sign out", site+"a/17", "Sign out of this device", "sign out"),
	Entry("sign-off with a hyphen", site+"sign-off", "Bye", "sign off"),
	Entry("delete in the path", site+"comments/7/delete", "x", "delete"),
	Entry("delete in camel case", site+"comments/deleteComment/7", "x", "delete"),
	Entry("delete in the query", site+"comments?action=delete&id=7", "x", "delete"),
	Entry("delete as a parameter", site+"comments?delete=7", "x", "delete"),
	Entry("remove", site+"saved/7", "Remove from my list", "remove"),
	Entry("unsubscribe", site+"newsletter/unsubscribe", "Newsletter", "unsubscribe"),
	Entry("cancel", site+"booking/7/cancel", "Booking", "cancel"),
	Entry("checkout", site+"checkout", "Go on", "checkout"),
	Entry("buy", site+"tickets/7", "Buy now", "buy"),
	Entry("pay", site+"tickets/pay", "Next", "pay"),
	Entry("add to cart", site+"shop/add-to-cart/7", "+", "add to cart"),
	Entry("vote", site+"talks/7/vote", "+1", "vote"),
	Entry("confirm", site+"confirm/7", "Yes", "confirm"),
	Entry("like", site+"comments/7/like", "+1", "like"),
	Entry("like alone", site+"comments/7", "Like", "like"),

	Entry("German", site+"konto/7", "Konto löschen", "loschen"),
	Entry("German, in the path", site+"abmelden", "Tschüs", "abmelden"),
	Entry("French", site+"compte", "Se déconnecter", "deconnecter"),
	Entry("French, without accents", site+"deconnexion", "Au revoir", "deconnexion"),
	Entry("Spanish", site+"cuenta", "Cerrar sesión", "cerrar sesion"),
	Entry("Italian", site+"conto", "Elimina", "elimina"),
	Entry("Portuguese", site+"conta", "Terminar sessão", "terminar sessao"),
	Entry("Dutch", site+"profiel", "Uitloggen", "uitloggen"),
	Entry("Swedish", site+"konto", "Logga ut", "logga ut"),
	Entry("Polish", site+"konto", "Usuń", "usun"),
	Entry("Turkish", site+"hesap", "Çıkış", "cıkıs"),
	Entry("Russian", site+"profil", "Выйти", "выити"),
	Entry("Greek", site+"profil", "Αποσύνδεση", "αποσυνδεση"),
	Entry("Japanese", site+"account", "ログアウトする", "ロクアウト"),
	Entry("Chinese", site+"account", "退出登录", "退出"),
	Entry("Korean", site+"account", "로그아웃", ""),
	Entry("percent-encoded", site+"l%C3%B6schen", "x", "loschen"),

	Entry("a token by its name", site+"go?token=a1b2c3d4", "Go", "token"),
	Entry("a nonce of WordPress", site+"go?_wpnonce=9f8e7d6c5b", "Go", "token"),
	Entry("an authorization code", site+"callback?code=4f3a9c21x", "Go", "token"),
	Entry("a random value", site+"go?x=8fJ2kL9qP4mN7rT1vW3y", "Go", "token"),
	Entry("a random path", site+"invite/8fJ2kL9qP4mN7rT1vW3yZ5b", "Go", "token"),
	Entry("a digest in the path", site+"activate/d41d8cd98f00b204e9800998ecf8427e", "Go", "token"),
)

var _ = Describe("a link with the download attribute", func() {
	It("is left alone", func() {
		ok, reason := followable(observation.Link{URL: site + "report", Download: true}, site)
		Expect(ok).To(BeFalse())
		Expect(reason).To(Equal("a download"))
	})
})

var _ = Describe("a link out of the worker's scope", func() {
	It("is left alone, also where it begins like the scope's folder", func() {
		ok, reason := followable(observation.Link{URL: site + "application"}, site+"app/")
		Expect(ok).To(BeFalse())
		Expect(reason).To(Equal("out of scope"))
	})
})
