package conference

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// journalSize is where the journal is written anew, without what has ended.
const journalSize = 1 << 20

// journal remembers, across a crash, which conferences and participants were
// open. It is a file of JSON lines, written ahead of the outbox: each batch of
// facts says how many facts the outbox held before it. So after a crash it is
// known exactly how many facts of the last batch made it, and the rest can be
// appended: nothing is recorded twice and nothing is left open. A line that
// was cut short is a batch of which the outbox never heard.
//
// It belongs to the recorder's goroutine.
type journal struct {
	path string
	file *os.File
	size int64
	open []openConference // in order of starting
	with []attached       // in order of coming
	been []begun          // the oldest first
	tail *journalLine     // the last batch; its end in the outbox is unknown
	torn bool             // the last write failed: write it anew
}

type openConference struct {
	ID           string   `json:"id"`
	Participants []string `json:"participants"`
	// Nodes are the others that have to do with it, Entries how often those began
	// that did so more than once.
	Nodes   []string          `json:"nodes,omitempty"`
	Entries map[string]uint64 `json:"entries,omitempty"`
}

// attached is a conference whose home counts on this node, as it would begin.
// What the node has recorded of it may be lost in a crash; the home has told
// others of it nevertheless, so that something has to come from here.
type attached struct {
	Started link.ConferenceStarted `json:"started"`
	Nodes   []string               `json:"nodes,omitempty"`
	Entries map[string]uint64      `json:"entries,omitempty"`
}

// begun is how often this node has begun with a conference.
type begun struct {
	ServiceID    string `json:"serviceId"`
	ConferenceID string `json:"conferenceId"`
	Times        uint64 `json:"times"`
}

// rememberedBegun bounds the conferences of which that is remembered.
const rememberedBegun = 1024

type journalLine struct {
	// Open is everything that is open, With what the node is attached to, and Been
	// how often it began with what: the first line of a file.
	Open []openConference `json:"open,omitempty"`
	With []attached       `json:"with,omitempty"`
	Been []begun          `json:"been,omitempty"`
	// Before is the number of the outbox's newest fact before the batch.
	Before uint64        `json:"before"`
	Facts  []journalFact `json:"facts,omitempty"`
	Notes  []journalNote `json:"notes,omitempty"`
}

// journalNote is what the journal remembers and the log is not told.
type journalNote struct {
	After        int    `json:"after"` // so many facts of the batch
	ConferenceID string `json:"conferenceId"`
	// Moved is a participant that another node records from now on.
	Moved   string            `json:"moved,omitempty"`
	Nodes   []string          `json:"nodes,omitempty"` // with Entries, if it is nothing else
	Entries map[string]uint64 `json:"entries,omitempty"`
	// Attached: the node is counted on from now on; Detached: no longer.
	Attached *link.ConferenceStarted `json:"attached,omitempty"`
	Detached bool                    `json:"detached,omitempty"`
}

type journalFact struct {
	Time time.Time       `json:"time"`
	Type link.FactType   `json:"type"`
	Data json.RawMessage `json:"data"`
}

// errDamaged: the file holds something that a crash does not leave behind.
var errDamaged = errors.New("journal is damaged")

// openJournal reads the file, if there is one. With errDamaged it gives what
// could be read.
func openJournal(path string) (*journal, error) {
	j := &journal{path: path}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	if err := j.replay(data); err != nil {
		return j, fmt.Errorf("open journal %s: %w", path, err)
	}
	return j, nil
}

func (j *journal) replay(data []byte) error {
	lines := bufio.NewReader(bytes.NewReader(data))
	for n := 1; ; n++ {
		raw, err := lines.ReadBytes('\n')
		if err != nil {
			return nil // the end, or a line cut short
		}
		var line journalLine
		if err := json.Unmarshal(raw, &line); err != nil {
			if _, peek := lines.Peek(1); peek != nil {
				return nil // the last line; a crash of the machine may tear it
			}
			return fmt.Errorf("%w: line %d: %w", errDamaged, n, err)
		}
		j.apply(line)
	}
}

func (j *journal) apply(line journalLine) {
	if line.Open != nil {
		j.open, j.with, j.been = line.Open, line.With, line.Been
	}
	notes := line.Notes
	for i := 0; i <= len(line.Facts); i++ {
		for len(notes) > 0 && notes[0].After <= i {
			j.note(notes[0])
			notes = notes[1:]
		}
		if i < len(line.Facts) {
			j.fold(line.Facts[i])
		}
	}
	j.tail = &line
}

// fold follows who is open.
func (j *journal) fold(f journalFact) {
	var is struct{ ConferenceID, ParticipantID string }
	if json.Unmarshal(f.Data, &is) != nil {
		return
	}
	at := slices.IndexFunc(j.open, func(c openConference) bool { return c.ID == is.ConferenceID })
	switch f.Type {
	case link.FactConferenceStarted:
		if at < 0 {
			j.open = append(j.open, openConference{ID: is.ConferenceID})
		}
		j.count(f)
	case link.FactConferenceEnded:
		if at >= 0 {
			j.open = slices.Delete(j.open, at, at+1)
		}
	case link.FactParticipantJoined, link.FactParticipantMoved:
		if at >= 0 {
			j.open[at].Participants = append(j.open[at].Participants, is.ParticipantID)
		}
	case link.FactParticipantLeft:
		if at >= 0 {
			j.open[at].Participants = slices.DeleteFunc(j.open[at].Participants,
				func(id string) bool { return id == is.ParticipantID })
		}
	}
}

// note follows what is no fact.
func (j *journal) note(n journalNote) {
	at := slices.IndexFunc(j.open, func(c openConference) bool { return c.ID == n.ConferenceID })
	with := slices.IndexFunc(j.with, func(a attached) bool { return a.Started.ConferenceID == n.ConferenceID })
	switch {
	case n.Attached != nil && with < 0:
		j.with = append(j.with, attached{Started: *n.Attached})
	case n.Attached != nil:
		j.with[with].Started = *n.Attached
	case n.Detached && with >= 0:
		j.with = slices.Delete(j.with, with, with+1)
	case n.Detached:
	case n.Moved != "" && at >= 0:
		j.open[at].Participants = slices.DeleteFunc(j.open[at].Participants, func(id string) bool { return id == n.Moved })
	case n.Moved != "":
	default:
		if at >= 0 {
			j.open[at].Nodes, j.open[at].Entries = n.Nodes, n.Entries
		}
		if with >= 0 {
			j.with[with].Nodes, j.with[with].Entries = n.Nodes, n.Entries
		}
	}
}

// count follows how often the node has begun with a conference.
func (j *journal) count(f journalFact) {
	var is link.ConferenceStarted
	if json.Unmarshal(f.Data, &is) != nil {
		return
	}
	at := slices.IndexFunc(j.been, func(b begun) bool { return b.ConferenceID == is.ConferenceID })
	if at < 0 {
		if len(j.been) >= rememberedBegun {
			j.been = j.been[1:]
		}
		j.been = append(j.been, begun{ServiceID: is.ServiceID, ConferenceID: is.ConferenceID})
		at = len(j.been) - 1
	}
	j.been[at].Times++
}

// unfinished is what of the last batch the outbox has not got.
func (j *journal) unfinished(last uint64) []journalFact {
	if j.tail == nil {
		return nil
	}
	// An outbox that is behind is a new one, with none of them.
	done := 0
	if last >= j.tail.Before {
		done = int(min(last-j.tail.Before, uint64(len(j.tail.Facts))))
	}
	return j.tail.Facts[done:]
}

// begin writes a batch down before the outbox gets it.
func (j *journal) begin(before uint64, facts []journalFact, notes ...journalNote) error {
	line := journalLine{Before: before, Facts: facts, Notes: notes}
	if j.file == nil || j.torn || j.size > journalSize {
		if err := j.renew(before); err != nil {
			return err
		}
	}
	raw, err := json.Marshal(line)
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	j.torn = true
	if _, err := j.file.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	j.torn = false
	j.size += int64(len(raw)) + 1
	j.apply(line)
	return nil
}

// renew replaces the file by one that holds only what is open.
func (j *journal) renew(before uint64) error {
	line := journalLine{Open: slices.Clone(j.open), With: slices.Clone(j.with), Been: slices.Clone(j.been), Before: before}
	if line.Open == nil {
		line.Open = []openConference{}
	}
	raw, err := json.Marshal(line)
	if err != nil {
		return fmt.Errorf("renew journal: %w", err)
	}
	next := j.path + ".new"
	file, err := os.OpenFile(next, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("renew journal: %w", err)
	}
	_, err = file.Write(append(raw, '\n'))
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		err = os.Rename(next, j.path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(j.path))
	}
	if err != nil {
		return fmt.Errorf("renew journal: %w", errors.Join(err, file.Close()))
	}
	if j.file != nil {
		if err := j.file.Close(); err != nil {
			return fmt.Errorf("renew journal: %w", errors.Join(err, file.Close()))
		}
	}
	j.file, j.size, j.torn = file, int64(len(raw))+1, false
	return nil
}

func (j *journal) close() error {
	if j.file == nil {
		return nil
	}
	return j.file.Close()
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
