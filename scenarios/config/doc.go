// Package config reads swcheck.yaml: what a team says of its site, so that an
// audit can start it, log in, and deploy. It is strict: what it does not know
// is a mistake, told with file, line and column.
//
// Each setting is one entry of a table, from which the JSON Schema for editors
// is made as well.
package config
