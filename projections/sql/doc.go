// Package sql keeps read models in tables: rows and checkpoint of a batch are
// one transaction.
//
// A Projection writes its statements once, in the subset that SQLite and
// PostgreSQL share: $1 placeholders, ON CONFLICT, BIGINT for numbers, times
// (microseconds) and booleans (0 and 1), TEXT for text, KEYTEXT for text that
// is sorted or compared by bytes. Tables are written {name}; the package puts
// in the versioned name. An index may end in COVER(column), which puts the
// column's text into it where that can be. Statements are queued: PostgreSQL gets them as one
// pipelined batch, SQLite as prepared statements.
//
// It imports projections, events and the two drivers. A DB and its Handlers'
// View may be used by any goroutine; a Handler's other methods belong to the
// runner.
package sql
