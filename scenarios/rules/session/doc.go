// Package session holds the rules about users: what the worker stores of one,
// and to whom it shows it.
//
// Whose something is, is told by the stamp on its bytes: the exchange in which
// they were fetched, and who was logged in then. So a leak is found also where
// no name stands on the page. The words of a page are the second witness, for
// what carries no stamp.
package session
