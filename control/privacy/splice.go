package privacy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

var errNotObject = errors.New("not a JSON object")

// member is a member of a JSON object, and where its value stands.
type member struct {
	name      string
	from, end int
}

// members calls visit for every member of an object, without what lies deeper.
// Every event with personal data that is read goes through here, so it looks
// for ends and nothing else; that the text is JSON is for others to say.
func members(data []byte, visit func(member) error) error {
	at := space(data, 0)
	if at >= len(data) || data[at] != '{' {
		return errNotObject
	}
	for at = space(data, at+1); at < len(data) && data[at] != '}'; {
		m, err := nextMember(data, at)
		if err != nil {
			return err
		}
		if err := visit(m); err != nil {
			return err
		}
		if at = space(data, m.end); at < len(data) && data[at] == ',' {
			at = space(data, at+1)
		} else if at < len(data) && data[at] != '}' {
			return errNotObject
		}
	}
	if at >= len(data) {
		return errNotObject
	}
	return nil
}

func nextMember(data []byte, at int) (m member, err error) {
	end := stringEnd(data, at)
	if end < 0 {
		return m, errNotObject
	}
	if name := data[at+1 : end-1]; bytes.IndexByte(name, '\\') < 0 {
		m.name = string(name)
	} else if err := json.Unmarshal(data[at:end], &m.name); err != nil {
		return m, err
	}
	if at = space(data, end); at >= len(data) || data[at] != ':' {
		return m, errNotObject
	}
	m.from = space(data, at+1)
	if m.end = valueEnd(data, m.from); m.end <= m.from {
		return m, errNotObject
	}
	return m, nil
}

// space is where the white space ends that begins at a place, if any does.
func space(data []byte, at int) int {
	for at < len(data) && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r') {
		at++
	}
	return at
}

// stringEnd is where the string ends that begins at a place; less than 0: none does.
func stringEnd(data []byte, at int) int {
	if at >= len(data) || data[at] != '"' {
		return -1
	}
	for at++; at < len(data); at++ {
		switch data[at] {
		case '"':
			return at + 1
		case '\\':
			at++
		}
	}
	return -1
}

// valueEnd is where the value ends that begins at a place; less than 0: it does
// not end.
func valueEnd(data []byte, at int) int {
	depth := 0
	for ; at < len(data); at++ {
		switch data[at] {
		case '"':
			if at = stringEnd(data, at) - 1; at < 0 {
				return -1
			}
			if depth == 0 {
				return at + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return at + 1
			}
			if depth < 0 {
				return at
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return at
			}
		}
	}
	return -1
}

// splice puts others in the place of an object's values, and leaves every other
// byte as it is. change gets a value as it is written and gives what to write.
func splice(data []byte, change func(name string, value []byte) ([]byte, error)) ([]byte, error) {
	var out []byte
	done := 0
	err := members(data, func(m member) error {
		old := data[m.from:m.end]
		other, err := change(m.name, old)
		if err != nil {
			return err
		}
		if bytes.Equal(other, old) {
			return nil
		}
		out = append(append(out, data[done:m.from]...), other...)
		done = m.end
		return nil
	})
	if err != nil {
		return nil, err
	}
	if done == 0 {
		return data, nil
	}
	return append(out, data[done:]...), nil
}

// metaName is the member of the metadata that says what is sealed.
const metaName = "personal"

// withMember adds a member at the end of an object, which may be empty or, for
// metadata, nothing at all.
func withMember(object []byte, name string, value []byte) ([]byte, error) {
	if len(object) == 0 {
		object = []byte("{}")
	}
	end := bytes.LastIndexByte(object, '}')
	if end <= 0 {
		return nil, errNotObject
	}
	at := len(bytes.TrimRight(object[:end], " \t\r\n")) // white space stays behind it
	if at == 0 {
		return nil, errNotObject
	}
	comma := ","
	if object[at-1] == '{' {
		comma = ""
	}
	added := fmt.Appendf(nil, `%s%q:%s`, comma, name, value)
	out := make([]byte, 0, len(object)+len(added))
	return append(append(append(out, object[:at]...), added...), object[at:]...), nil
}

// without takes out what withMember added: the last member, if it has that name.
func without(object []byte, name string) ([]byte, error) {
	var last member
	before := -1 // where the member before ends
	err := members(object, func(m member) error {
		if last.end > 0 {
			before = last.end
		}
		last = m
		return nil
	})
	if err != nil || last.name != name {
		return object, err
	}
	start := before
	if before < 0 {
		start = bytes.IndexByte(object, '{') + 1
	}
	out := make([]byte, 0, len(object))
	return append(append(out, object[:start]...), object[last.end:]...), nil
}
