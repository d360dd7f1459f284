// Package cache holds the rules about what the site keeps in Cache Storage and
// should not, or not in this way.
package cache
