// Package sql keeps read models in tables: rows and checkpoint of a batch are
// one transaction.
//
// A Projection writes its statements once, in the subset that SQLite and
// PostgreSQL share (see internal/sqldb). Tables are written {name}; the package
// puts in the versioned name. An index may end in COVER(column), which puts the
// column's text into it where that can be.
//
// It imports projections, events and internal/sqldb. A DB and its Handlers'
// View may be used by any goroutine; a Handler's other methods belong to the
// runner.
package sql
