// Package sqltest gives tests a database for read models: always SQLite, and
// PostgreSQL when PARLEY_TEST_POSTGRES names one (a connection string; every
// test gets a schema of its own).
//
// It imports projections/sql, internal/sqldb/sqldbtest and testing.
package sqltest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
	"github.com/parley-video/parley/projections/sql"
)

// Each runs a test on every database there is.
func Each(t *testing.T, f func(t *testing.T, open func(testing.TB) *sql.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite) })
	if os.Getenv(sqldbtest.Env) != "" {
		t.Run("postgres", func(t *testing.T) {
			f(t, Postgres)
		})
	}
}

// All opens every database there is.
func All(t testing.TB) map[string]*sql.DB {
	t.Helper()
	all := map[string]*sql.DB{"sqlite": SQLite(t)}
	if os.Getenv(sqldbtest.Env) != "" {
		all["postgres"] = Postgres(t)
	}
	return all
}

// SQLite opens a new database file.
func SQLite(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.OpenSQLite(context.Background(), filepath.Join(t.TempDir(), "readmodels.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// Postgres makes a schema in the database that the environment names, and
// drops it after the test.
func Postgres(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.OpenPostgres(context.Background(), sqldbtest.Schema(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
