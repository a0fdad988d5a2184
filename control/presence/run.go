package presence

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/nodeagent/link"
)

const (
	exchangeEvery   = time.Second
	exchangeTimeout = 5 * time.Second
	// overlap is what is read again each time: a transaction may be visible
	// later than others that began after it.
	overlap = 5 * time.Second
	// forgetAfter is how long a row is kept of a node without a link that
	// reports nothing.
	forgetAfter = 7 * 24 * time.Hour
	// topic is announced when something was written.
	topic = "presence"
)

const clock = `CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)`

// Run writes and reads until ctx ends, and then writes the last time.
func (p *Presence) Run(ctx context.Context) error {
	if p.c.DB == nil {
		<-ctx.Done()
		return nil
	}
	heard := p.c.Cluster.Topic(topic)
	tick := time.NewTicker(exchangeEvery)
	defer tick.Stop()
	well := true
	for {
		err := p.exchange(ctx)
		if ctx.Err() != nil {
			_ = p.write(context.WithoutCancel(ctx)) // best effort: others find out by themselves
			return nil
		}
		if err != nil && well {
			p.c.Log.LogAttrs(ctx, slog.LevelError, "links and loads cannot be exchanged with the other Management Nodes; it is tried again", slog.Any("error", err))
		}
		well = err == nil
		select {
		case <-tick.C:
		case <-p.wake:
		case <-heard:
		case <-ctx.Done():
		}
	}
}

func (p *Presence) exchange(ctx context.Context) error {
	if err := p.write(ctx); err != nil {
		return fmt.Errorf("write links: %w", err)
	}
	if err := p.readOthers(ctx); err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	return nil
}

// change is an entry as it is written.
type change struct {
	entry
	id string
}

func (p *Presence) changes() []change {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []change
	for _, id := range slices.Sorted(maps.Keys(p.own)) { // one order keeps members from locking each other out
		if e := p.own[id]; e.changed != e.written {
			all = append(all, change{*e, id})
		}
	}
	return all
}

// write writes what has changed. A member that holds a later link has the word.
func (p *Presence) write(ctx context.Context) error {
	all := p.changes()
	if len(all) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, exchangeTimeout)
	defer cancel()
	self := p.c.Cluster.Self().ID
	err := p.c.DB.Update(ctx, func(tx sqldb.Tx) error {
		for _, c := range all {
			report, err := json.Marshal(c.report)
			if err != nil {
				return err
			}
			age := int64(-1)
			if !c.reported.IsZero() {
				age = max(0, time.Since(c.reported).Microseconds())
			}
			tx.Queue(ctx, `INSERT INTO parley_links (node, member, link, up, reported, report, updated)
				VALUES ($1, $2, $3, $4, CASE WHEN CAST($5 AS BIGINT) < 0 THEN 0 ELSE `+clock+` - CAST($5 AS BIGINT) END, $6, `+clock+`)
				ON CONFLICT (node) DO UPDATE SET member = excluded.member, link = excluded.link, up = excluded.up,
					reported = CASE WHEN excluded.reported = 0 THEN parley_links.reported ELSE excluded.reported END,
					report = CASE WHEN excluded.reported = 0 THEN parley_links.report ELSE excluded.report END,
					updated = excluded.updated
				WHERE parley_links.link <= excluded.link`,
				c.id, self, int64(c.link), c.up, age, string(report)) // a revision
		}
		tx.Queue(ctx, `DELETE FROM parley_links WHERE up = 0 AND updated < `+clock+` - $1`, forgetAfter.Microseconds())
		return p.c.Cluster.Announce(ctx, tx, topic)
	})
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range all {
		e := p.own[c.id]
		if e.written = c.changed; e.changed == c.changed && !e.up {
			delete(p.own, c.id)
		}
	}
	return nil
}

// seen is a row with its report.
type seen struct {
	row
	id     string
	age    int64
	report string
}

func (p *Presence) readOthers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, exchangeTimeout)
	defer cancel()
	p.mu.Lock()
	since := p.read - overlap.Microseconds()
	p.mu.Unlock()
	var all []seen
	var newest int64
	err := p.c.DB.View(ctx, func(q sqldb.Querier) error {
		all, newest = all[:0], 0
		return q.Each(ctx, `SELECT node, member, link, up, reported, `+clock+` - reported, report, updated FROM parley_links
			WHERE updated > $1 AND member <> $2`, []any{since, p.c.Cluster.Self().ID}, func(scan sqldb.Scan) error {
			var s seen
			var link, up, updated int64
			err := scan(&s.id, &s.member, &link, &up, &s.reported, &s.age, &s.report, &updated)
			s.link, s.up = events.Revision(link), up != 0 // written by us
			newest = max(newest, updated)
			all = append(all, s)
			return err
		})
	})
	if err != nil {
		return err
	}
	p.learn(all, newest)
	return nil
}

// learn takes what the others wrote. Reports are passed on outside the lock.
func (p *Presence) learn(all []seen, newest int64) {
	now := time.Now()
	var news []seen
	p.mu.Lock()
	p.read = max(p.read, newest)
	for _, s := range all {
		if s.reported > p.others[s.id].reported {
			news = append(news, s)
		}
		p.others[s.id] = s.row
	}
	p.mu.Unlock()
	for _, s := range news {
		var r link.Report
		if err := json.Unmarshal([]byte(s.report), &r); err != nil {
			p.c.Log.Warn("a report that another Management Node wrote cannot be read", slog.String("node", s.id), slog.Any("error", err))
			continue
		}
		p.c.Report(s.id, r, now.Add(-time.Duration(max(0, s.age))*time.Microsecond))
	}
}
