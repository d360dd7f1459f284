// Package promises holds no code but specs: what each sound fixture promises
// its visitors, done as visitors do it, with a browser, on good networks and on
// bad ones. The rules judge any site by general signs; here the buttons are
// pressed that only these sites have.
package promises
