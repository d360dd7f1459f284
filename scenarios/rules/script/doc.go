// Package script holds the rules about the URL and the bytes of the worker's
// script: what the server answers for it and what the script imports.
//
// It also says, for the rules that depend on a registration, what kept the
// browser from taking a script: see [Fault] and [Rejections].
package script
