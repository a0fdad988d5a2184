// Package sqldbtest gives tests a database: always SQLite, and PostgreSQL when
// PARLEY_TEST_POSTGRES names one (a connection string; every test gets a
// schema of its own).
//
// It imports internal/sqldb, pgx and testing.
package sqldbtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/parley-video/parley/internal/sqldb"
)

// Env names the variable with the connection string, in URL form.
const Env = "PARLEY_TEST_POSTGRES"

// Open opens a test's database. Every call gives another connection to the
// same one, closed at the latest when the test ends.
type Open func(testing.TB) *sqldb.DB

// Each runs a test on every kind of database there is.
func Each(t *testing.T, f func(t *testing.T, open Open)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "state.db")
		f(t, func(t testing.TB) *sqldb.DB { return SQLite(t, path) })
	})
	if os.Getenv(Env) != "" {
		t.Run("postgres", func(t *testing.T) {
			dsn := Schema(t)
			f(t, func(t testing.TB) *sqldb.DB { return Postgres(t, dsn) })
		})
	}
}

// SQLite opens a file, durably.
func SQLite(t testing.TB, path string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.OpenSQLite(context.Background(), path, sqldb.SQLiteOptions{Durable: true, Shred: true})
	return closing(t, db, err)
}

// Postgres connects to the schema that a connection string of Schema names.
func Postgres(t testing.TB, dsn string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.OpenPostgres(context.Background(), dsn)
	return closing(t, db, err)
}

func closing(t testing.TB, db *sqldb.DB, err error) *sqldb.DB {
	t.Helper()
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

var schemas atomic.Int64

// Schema makes a schema in the database that the environment names, drops it
// after the test, and gives the connection string that leads into it.
func Schema(t testing.TB) string {
	t.Helper()
	ctx := context.Background()
	dsn := os.Getenv(Env)
	schema := fmt.Sprintf("parley_test_%d_%d", os.Getpid(), schemas.Add(1))
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(ctx, "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := conn.Exec(ctx, "DROP SCHEMA "+schema+" CASCADE"); err != nil {
			t.Error(err)
		}
		if err := conn.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	separator := "?"
	if strings.Contains(dsn, "?") {
		separator = "&"
	}
	return dsn + separator + "search_path=" + url.QueryEscape(schema)
}
