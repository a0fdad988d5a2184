package link

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDecodeNamesWhatIsWrong(t *testing.T) {
	many := func(n int) string {
		return strings.TrimSuffix(strings.Repeat(`{"seq":1,"time":"2026-11-21T10:30:00Z","type":"x","data":{}},`, n), ",")
	}
	for name, c := range map[string]struct {
		text, field string
		is          error
	}{
		"empty":             {"", "", ErrMalformed},
		"no JSON":           {"]", "", ErrMalformed},
		"two values":        {"{}{}", "", ErrMalformed},
		"null":              {"null", "type", ErrMalformed},
		"array":             {"[]", "", ErrMalformed},
		"no type":           {`{"body":{}}`, "type", ErrMalformed},
		"type is a number":  {`{"type":1,"body":{}}`, "type", ErrMalformed},
		"unknown type":      {`{"type":"new","body":{}}`, "type", ErrUnknownType},
		"no body":           {`{"type":"facts-ack"}`, "body", ErrMalformed},
		"null body":         {`{"type":"facts-ack","body":null}`, "body", ErrMalformed},
		"array body":        {`{"type":"facts-ack","body":[]}`, "body", ErrMalformed},
		"wrong kind":        {`{"type":"facts-ack","body":{"seq":"1"}}`, "body.seq", ErrMalformed},
		"negative":          {`{"type":"facts-ack","body":{"seq":-1}}`, "body.seq", ErrMalformed},
		"fraction":          {`{"type":"facts-ack","body":{"seq":1.5}}`, "body.seq", ErrMalformed},
		"beyond 64 bits":    {`{"type":"facts-ack","body":{"seq":1e30}}`, "body.seq", ErrMalformed},
		"bad time":          {`{"type":"report","body":{"time":"yesterday"}}`, "body", ErrMalformed},
		"hello without id":  {`{"type":"hello","body":{"version":1,"epoch":"e"}}`, "body.nodeId", ErrMalformed},
		"hello too long":    {`{"type":"hello","body":{"version":1,"nodeId":"n","epoch":"e","clientUrl":"` + strings.Repeat("x", 2049) + `"}}`, "body.clientUrl", ErrMalformed},
		"version 0":         {`{"type":"hello","body":{"nodeId":"n","epoch":"e"}}`, "body.version", ErrMalformed},
		"no capacity":       {`{"type":"report","body":{"capacityTokens":-1}}`, "body.capacityTokens", ErrMalformed},
		"no facts":          {`{"type":"facts","body":{"facts":[]}}`, "body.facts", ErrMalformed},
		"257 facts":         {`{"type":"facts","body":{"facts":[` + many(257) + `]}}`, "body.facts", ErrMalformed},
		"gap":               {`{"type":"facts","body":{"facts":[` + many(2) + `]}}`, "body.facts[1].seq", ErrMalformed},
		"fact 0":            {`{"type":"facts","body":{"facts":[{"time":"2026-11-21T10:30:00Z","type":"x","data":{}}]}}`, "body.facts[0].seq", ErrMalformed},
		"fact beyond 2^53":  {`{"type":"facts","body":{"facts":[{"seq":9007199254740993,"time":"2026-11-21T10:30:00Z","type":"x","data":{}}]}}`, "body.facts[0].seq", ErrMalformed},
		"fact without time": {`{"type":"facts","body":{"facts":[{"seq":1,"type":"x","data":{}}]}}`, "body.facts[0].time", ErrMalformed},
		"fact without data": {`{"type":"facts","body":{"facts":[{"seq":1,"time":"2026-11-21T10:30:00Z","type":"x"}]}}`, "body.facts[0].data", ErrMalformed},
		"entity no id":      {`{"type":"config-delta","body":{"from":"a","to":"b","entities":[{"kind":"node","body":{}}]}}`, "body.entities[0].id", ErrMalformed},
		"removed no id":     {`{"type":"config-delta","body":{"from":"a","to":"b","removed":[{"kind":"node"}]}}`, "body.removed[0].id", ErrMalformed},
		"command no id":     {`{"type":"command","body":{"type":"conference.lock"}}`, "body.id", ErrMalformed},
		"oversize":          {strings.Repeat(" ", MaxMessage+1), "", ErrTooLarge},
	} {
		_, err := Decode([]byte(c.text))
		var e *DecodeError
		if !errors.As(err, &e) || e.Field != c.field || !errors.Is(err, c.is) {
			t.Errorf("%s: %v (%+v), want field %q and %v", name, err, e, c.field, c.is)
		}
	}
}

func TestDecodePassesOverWhatItNeedNotKnow(t *testing.T) {
	if m, err := Decode([]byte(`{"type":"new","ignorable":true}`)); err != nil || m != (Ignored{Type: "new"}) {
		t.Errorf("%+v, %v", m, err)
	}
	m, err := Decode([]byte(`{"type":"facts-ack","later":[1],"body":{"seq":7,"later":{"x":null}}}`))
	if err != nil || m != (FactsAck{Seq: 7}) {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := Encode(Ignored{Type: "new"}); !errors.Is(err, ErrUnknownType) {
		t.Errorf("encode: %v", err)
	}
}

// What a hostile peer says ends up in logs and in Refused: it has to be short.
func TestErrorsAreShort(t *testing.T) {
	long := strings.Repeat("9", 1<<20)
	for _, text := range []string{
		`{"type":"facts-ack","body":{"seq":` + long + `}}`,
		`{"type":"report","body":{"time":"` + long + `"}}`,
		`{"type":"` + long + `","body":{}}`,
		`{"type":"hello","body":{"` + long + `":[}}`,
	} {
		_, err := Decode([]byte(text))
		if err == nil || len(err.Error()) > 300 {
			t.Errorf("%.40s…: error of %d bytes", text, len(err.Error()))
		}
	}
}

func TestEncodeRefusesWhatTheOtherSideWould(t *testing.T) {
	for name, m := range map[string]Message{
		"hello": Hello{}, "no facts": Facts{}, "position": ConfigSnapshot{}, "command": Command{},
		"data": Facts{Facts: []Fact{{Seq: 1, Time: at, Type: "x", Data: json.RawMessage("[]")}}},
	} {
		if _, err := Encode(m); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	big := ConfigSnapshot{Position: "p", Entities: []Entity{{Kind: "x", ID: "x", Body: []byte(`{"x":"` + strings.Repeat("x", MaxMessage) + `"}`)}}}
	if _, err := Encode(big); !errors.Is(err, ErrTooLarge) {
		t.Errorf("oversize: %v", err)
	}
}

func TestFactThatNoMessageCouldCarryIsNotMade(t *testing.T) {
	for _, bad := range []time.Time{{}, at.AddDate(9000, 0, 0), at.AddDate(-3000, 0, 0)} {
		if _, err := NewFact(FactConferenceLocked, bad, ConferenceChange{}); !errors.Is(err, ErrMalformed) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if _, err := (Fact{Type: "new", Data: []byte("{}")}).Decode(); !errors.Is(err, ErrUnknownType) {
		t.Errorf("unknown fact: %v", err)
	}
}

// FuzzDecode: no text makes Decode fall over, every error is a *DecodeError,
// and what was understood can be said again with the same meaning.
func FuzzDecode(f *testing.F) {
	seeds, err := filepath.Glob("testdata/*.json")
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no golden files: %v", err)
	}
	for _, path := range seeds {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Decode(b)
		if err != nil {
			var e *DecodeError
			if !errors.As(err, &e) || len(err.Error()) > 1000 {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		if _, ignored := m.(Ignored); ignored {
			return
		}
		said, err := Encode(m)
		if errors.Is(err, ErrTooLarge) {
			return // null values written out may be longer than what was read
		}
		if err != nil {
			t.Fatalf("cannot say %+v again: %v", m, err)
		}
		again, err := Decode(said)
		if err != nil {
			t.Fatalf("cannot read %s again: %v", said, err)
		}
		if twice, err := Encode(again); err != nil || string(twice) != string(said) {
			t.Fatalf("%s became %s (%v)", said, twice, err)
		}
		if facts, ok := m.(Facts); ok {
			for _, fact := range facts.Facts {
				_, _ = fact.Decode()
			}
		}
	})
}
