package sqldb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// OpenPostgres connects to a PostgreSQL database. Tables go into the schema
// that the connection string's search_path names.
func OpenPostgres(ctx context.Context, dsn string) (*DB, error) {
	return OpenPostgresPool(ctx, dsn, connections)
}

// OpenPostgresPool is OpenPostgres with a number of connections at most, unless
// the connection string says one.
func OpenPostgresPool(ctx context.Context, dsn string, most int32) (*DB, error) {
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	complete(config, dsn, most)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return &DB{backend: &postgres{pool: pool}}, nil
}

type postgres struct{ pool *pgxpool.Pool }

// What a connection string need not say.
const (
	connections    = 16
	connectTimeout = 5 * time.Second
	// transactionIdle ends the transaction of a client that has gone silent in
	// the middle of it, a machine without power or a process that is stopped:
	// others wait for its locks.
	transactionIdle = "4000" // milliseconds
)

func complete(config *pgxpool.Config, dsn string, most int32) {
	if !strings.Contains(dsn, "pool_max_conns") {
		config.MaxConns = most
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	const idle = "idle_in_transaction_session_timeout"
	if _, said := config.ConnConfig.RuntimeParams[idle]; !said {
		config.ConnConfig.RuntimeParams[idle] = transactionIdle
	}
}

const undefinedTable = "42P01"

// permanent: data exceptions, broken constraints and wrong statements. A
// table that is gone is not: another process has replaced it.
func (*postgres) permanent(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) || e.Code == undefinedTable {
		return false
	}
	return strings.HasPrefix(e.Code, "22") || strings.HasPrefix(e.Code, "23") || strings.HasPrefix(e.Code, "42")
}

func (*postgres) contains(column, placeholder string) string {
	return "strpos(" + column + ", " + placeholder + ") > 0"
}

// covers: rows of a PostgreSQL index are at most 2,700 bytes long.
func (*postgres) covers() bool { return false }

func (*postgres) keyText() string { return `TEXT COLLATE "C"` }

func (*postgres) bytes() string { return "BYTEA" }

func (p *postgres) close() error {
	p.pool.Close()
	return nil
}

func (p *postgres) update(ctx context.Context, f func(Tx) error) error {
	return pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		w := &postgresTx{tx: tx, batch: &pgx.Batch{}}
		if err := f(w); err != nil {
			return err
		}
		return w.Flush(ctx)
	})
}

func (p *postgres) view(ctx context.Context, f func(Querier) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, p.pool, options, func(tx pgx.Tx) error {
		return f(&postgresTx{tx: tx, batch: &pgx.Batch{}})
	})
}

// postgresTx collects statements and sends them together.
type postgresTx struct {
	tx    pgx.Tx
	batch *pgx.Batch
}

func (t *postgresTx) Queue(_ context.Context, text string, args ...any) {
	t.batch.Queue(text, clean(args)...)
}

func (t *postgresTx) Flush(ctx context.Context) error {
	if t.batch.Len() == 0 {
		return nil
	}
	batch := t.batch
	t.batch = &pgx.Batch{}
	return t.tx.SendBatch(ctx, batch).Close()
}

func (t *postgresTx) Each(ctx context.Context, text string, args []any, row func(Scan) error) error {
	if err := t.Flush(ctx); err != nil {
		return err
	}
	rows, err := t.tx.Query(ctx, text, clean(args)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	rows.Close()
	return rows.Err()
}
