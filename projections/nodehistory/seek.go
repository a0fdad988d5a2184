package nodehistory

import (
	"math"
	"strconv"
	"strings"

	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// seek is a Query as places in the order of the history.
type seek struct {
	q            Query
	classes      []string // nil: all
	words        []string
	from, before int64 // places
}

func seekOf(q Query) (seek, error) {
	s := seek{q: q, classes: classesOf(q.Kinds, q.Triggers), words: wordsOf(q.Search), from: math.MinInt64, before: math.MaxInt64}
	if q.From != nil {
		s.from = firstPlace(*q.From)
	}
	if q.Until != nil {
		// Entries that found no place in their millisecond are further on: their
		// time decides. There are hardly ever any.
		s.before = firstPlace(*q.Until) + spill
	}
	if q.After != "" {
		c, err := projections.DecodeCursor(list, q.After)
		if err != nil {
			return s, err
		}
		s.before = min(s.before, c.Num)
	}
	return s, nil
}

// spill is how many places after its own time an entry is looked for.
const spill = 16 * placesEach

// statement is a query that is written from its beginning to its end, with its
// arguments in the same order.
type statement struct {
	strings.Builder
	args []any
}

func (s *statement) text() string { return s.String() }

// put writes some of the text; $? stands for the next argument.
func (s *statement) put(text string, args ...any) {
	for _, arg := range args {
		before, after, _ := strings.Cut(text, "$?")
		s.args = append(s.args, arg)
		s.WriteString(before + "$" + strconv.Itoa(len(s.args)))
		text = after
	}
	s.WriteString(text)
}

// where writes the conditions on entries, of one class unless it is empty.
func (s seek) where(st *statement, class string) {
	st.put(" WHERE at >= $? AND at < $?", s.from, s.before)
	if class != "" {
		st.put(" AND class = $?", class)
	}
	s.narrow(st, "")
}

// narrow writes the conditions that are neither places, classes nor words.
func (s seek) narrow(st *statement, of string) {
	if s.q.NodeID != "" {
		st.put(" AND "+of+"node_id = $?", s.q.NodeID)
	}
	if s.q.LocationID != "" {
		st.put(" AND "+of+"location_id = $?", s.q.LocationID)
	}
	if s.q.Attempt != "" {
		st.put(" AND "+of+"attempt = $? AND "+of+"attempt <> ''", s.q.Attempt)
	}
	if s.q.From != nil {
		st.put(" AND "+of+"time >= $?", projections.Micros(*s.q.From))
	}
	if s.q.Until != nil {
		st.put(" AND "+of+"time < $?", projections.Micros(*s.q.Until))
	}
}

// among writes that an entry is of one of the classes.
func (s seek) among(st *statement, of string) {
	if s.classes == nil {
		return
	}
	st.put(" AND " + of + "class IN (NULL")
	for _, class := range s.classes {
		st.put(", $?", class)
	}
	st.put(")")
}

// branches writes one query for each class, put together. Each is answered from
// an index that has entries in order: to choose among all classes at once would
// take going through the others.
func (s seek) branches(st *statement, each func(class string)) {
	if s.classes == nil {
		each("")
		return
	}
	for i, class := range s.classes {
		if i > 0 {
			st.put(" UNION ALL ")
		}
		each(class)
	}
}

// page reads entries, newest first.
func (s seek) page(db *sql.DB, limit int) *statement {
	st := &statement{}
	newest := " ORDER BY at DESC LIMIT " + strconv.Itoa(limit)
	st.put("SELECT " + columns + " FROM {entries} WHERE at IN (SELECT at FROM (")
	s.branches(st, func(class string) {
		st.put("SELECT at FROM (SELECT at FROM {entries}")
		s.where(st, class)
		for _, w := range s.words {
			st.put(" AND "+db.Contains("words", "$?"), " "+w)
		}
		st.put(newest + ") AS one")
	})
	st.put(") AS parts" + newest + ") ORDER BY at DESC")
	return st
}

// floor reads the place down to which the newest entries are at most so many of
// each class.
func (s seek) floor(most int) *statement {
	st := &statement{}
	each := strconv.Itoa(most)
	st.put("SELECT max(bottom) FROM (")
	s.branches(st, func(class string) {
		st.put("SELECT CASE WHEN count(*) = " + each + " THEN min(at) END AS bottom FROM (SELECT at FROM {entries}")
		s.where(st, class)
		st.put(" ORDER BY at DESC LIMIT " + each + ") AS one")
	})
	st.put(") AS parts")
	return st
}

// indexed reads entries that have the words, from the index of words.
func (s seek) indexed(shared bool, limit int) *statement {
	st := &statement{}
	newest := " ORDER BY at DESC LIMIT " + strconv.Itoa(limit)
	words := searched(shared, s.words)
	if shared {
		// The index knows no order: all are found, then put in order. Otherwise
		// the planner may go through everything in order instead. The words are
		// looked up by themselves, without the help of other indexes.
		st.put("WITH found AS MATERIALIZED (SELECT at FROM {entries} WHERE "+lexemes+" @@ $?::text::tsquery AND at + 0 >= $? AND at + 0 < $?", words, s.from, s.before)
		s.narrow(st, "")
		s.among(st, "")
		st.put(") SELECT " + columns + " FROM {entries} WHERE at IN (SELECT at FROM found" + newest + ") ORDER BY at DESC")
		return st
	}
	// This index has the order of its rows' numbers, which are the places.
	st.put("SELECT "+"e."+strings.ReplaceAll(columns, ", ", ", e.")+" FROM {texts} CROSS JOIN {entries} e ON e.at = {texts}.rowid WHERE {texts} MATCH $? AND {texts}.rowid >= $? AND {texts}.rowid < $?", words, s.from, s.before)
	s.narrow(st, "e.")
	s.among(st, "e.")
	st.put(" ORDER BY {texts}.rowid DESC LIMIT " + strconv.Itoa(limit))
	return st
}
