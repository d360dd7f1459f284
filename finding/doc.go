// Package finding is the words of the result: what a rule is, what it said and
// the report that holds it all.
//
// It is the second narrow waist of swcheck: rules write it, reporters read it.
// It is plain data, sorted and stable as JSON (schema version 1, published as
// docs/schema/report.schema.json).
package finding
