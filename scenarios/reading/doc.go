// Package reading says what observations mean, in the words that the rules and
// the report share: what a page showed offline, whether it works, how the
// worker answered for a URL.
//
// It stands between the two waists: pure functions from observation to the
// words of finding, without a browser, a clock or I/O. Every judgement that two
// places need stands here once, so that the table of pages and the findings
// below it can never contradict each other.
package reading
