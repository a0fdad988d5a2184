package historybench

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// databases are those there are.
func databases() []string {
	if os.Getenv(sqldbtest.Env) != "" {
		return []string{"sqlite", "postgres"}
	}
	return []string{"sqlite"}
}

// encoded is an identifier as the API has it.
func encoded(kind, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(kind + ":" + id))
}

// filled is a history of so many entries, and how long that took.
func filled(b *testing.B, kind string, total int) (*nodehistory.History, string) {
	b.Helper()
	begun := time.Now()
	list := story()
	var db *sql.DB
	var dsn string
	if kind == "postgres" {
		dsn = sqldbtest.Schema(b)
		var err error
		if db, err = sql.OpenPostgres(context.Background(), dsn); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = db.Close() })
	} else {
		db = sqltest.SQLite(b)
	}
	h := nodehistory.New(db)
	if _, err := h.Handler().Open(context.Background()); err != nil {
		b.Fatal(err)
	}
	fold(b, h, list)
	folded := time.Since(begun)
	version, _ := h.Handler().Shape()
	entries := fmt.Sprintf("%s_entries_v%d_1", nodehistory.Name, version)
	span := list[len(list)-1].Meta.Time.Sub(list[0].Meta.Time) + time.Second
	if copies := total/part - 1; kind == "postgres" {
		copyPostgres(b, dsn, entries, copies, span)
	} else {
		copySQLite(b, db, entries, copies, span)
	}
	fold(b, h, append(list[:0:0], rare()))
	return h, fmt.Sprintf("%d entries: the first %d were folded in %s, all were there after %s", total, part, folded.Round(time.Millisecond), time.Since(begun).Round(time.Second))
}

// copied selects the entries of the story as they would have been so many spans
// before.
func copied(entries string, k int, span time.Duration) string {
	shift := int64(k) * span.Milliseconds()
	return fmt.Sprintf(`SELECT at - %d, words, '%06d' || id, position + %d, time - %d, node_id, node_name, location_id, location_name, class, attempt, event_type,
		reason, actor_kind, actor_id, actor_name FROM %s WHERE at >= %d`, shift*256, k, k*part*2, shift*1000, entries, began.UnixMilli()*256)
}

func copyPostgres(b *testing.B, dsn, entries string, copies int, span time.Duration) {
	b.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(ctx)
	do := func(text string) {
		if _, err := conn.Exec(ctx, text); err != nil {
			b.Fatalf("%.100s: %v", text, err)
		}
	}
	// Indexes are made when everything is there.
	rows, err := conn.Query(ctx, `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1 AND schemaname = current_schema() AND indexdef NOT LIKE '%UNIQUE%'`, entries)
	if err != nil {
		b.Fatal(err)
	}
	defs := map[string]string{}
	var name, def string
	if _, err = pgx.ForEachRow(rows, []any{&name, &def}, func() error { defs[name] = def; return nil }); err != nil {
		b.Fatal(err)
	}
	do("SET maintenance_work_mem = '1GB'")
	for name := range defs {
		do("DROP INDEX " + name)
	}
	do("CREATE TEMP TABLE story AS SELECT * FROM " + entries)
	for k := copies; k > 0; k-- {
		do("INSERT INTO " + entries + " " + copied("story", k, span))
	}
	for _, def := range defs {
		do(def)
	}
	do("VACUUM ANALYZE " + entries)
}

func copySQLite(b *testing.B, db *sql.DB, entries string, copies int, span time.Duration) {
	b.Helper()
	ctx := context.Background()
	texts := strings.Replace(entries, "entries", "texts", 1)
	// The words as the index has them: without ASCII's punctuation.
	words := "words"
	for c := '!'; c <= '~'; c++ {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			words = fmt.Sprintf("replace(%s, char(%d), char(%d))", words, c, c+0xE000)
		}
	}
	update := func(statements ...string) {
		err := db.Update(ctx, func(tx sqldb.Tx) error {
			for _, s := range statements {
				tx.Queue(ctx, s)
			}
			return tx.Flush(ctx)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	defs := map[string]string{}
	err := db.View(ctx, func(r sqldb.Querier) error {
		return r.Each(ctx, `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL`, []any{entries}, func(scan sqldb.Scan) error {
			var name, def string
			err := scan(&name, &def)
			defs[name] = def
			return err
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	for name := range defs {
		update("DROP INDEX " + name)
	}
	update("CREATE TABLE story AS SELECT *, " + words + " AS tokens FROM " + entries)
	for k := copies; k > 0; k-- {
		shift := int64(k) * span.Milliseconds() * 256
		update("INSERT INTO "+entries+" "+copied("story", k, span)+" ORDER BY at",
			fmt.Sprintf("INSERT INTO %s (rowid, words) SELECT at - %d, tokens FROM story ORDER BY at", texts, shift))
		if k%20 == 0 {
			b.Log(k, "copies to go")
		}
	}
	for _, def := range defs {
		update(def)
	}
	update("DROP TABLE story")
}
