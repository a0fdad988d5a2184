// Package sqltest gives tests a database for read models: always SQLite, and
// PostgreSQL when PARLEY_TEST_POSTGRES names one (a connection string; every
// test gets a schema of its own).
//
// It imports projections/sql and testing.
package sqltest

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

	"github.com/parley-video/parley/projections/sql"
)

// Env names the variable with the connection string, in URL form.
const Env = "PARLEY_TEST_POSTGRES"

// Each runs a test on every database there is.
func Each(t *testing.T, f func(t *testing.T, open func(testing.TB) *sql.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite) })
	if dsn := os.Getenv(Env); dsn != "" {
		t.Run("postgres", func(t *testing.T) {
			f(t, func(t testing.TB) *sql.DB { return Postgres(t, dsn) })
		})
	}
}

// All opens every database there is.
func All(t testing.TB) map[string]*sql.DB {
	t.Helper()
	all := map[string]*sql.DB{"sqlite": SQLite(t)}
	if dsn := os.Getenv(Env); dsn != "" {
		all["postgres"] = Postgres(t, dsn)
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

var schemas atomic.Int64

// Postgres makes a schema in the database that dsn names, and drops it after
// the test.
func Postgres(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	ctx := context.Background()
	schema := fmt.Sprintf("parley_test_%d_%d", os.Getpid(), schemas.Add(1))
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(ctx, "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	separator := "?"
	if strings.Contains(dsn, "?") {
		separator = "&"
	}
	db, err := sql.OpenPostgres(ctx, dsn+separator+"search_path="+url.QueryEscape(schema))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if _, err := conn.Exec(ctx, "DROP SCHEMA "+schema+" CASCADE"); err != nil {
			t.Error(err)
		}
		if err := conn.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return db
}
