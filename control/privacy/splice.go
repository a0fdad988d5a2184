package privacy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

var errNotObject = errors.New("not a JSON object")

// member is a member of a JSON object: where its name begins and its value
// stands.
type member struct {
	name             string
	start, from, end int
}

// members calls visit for every member of an object, without what lies deeper.
func members(data []byte, visit func(member) error) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(errNotObject, err)
	}
	for dec.More() {
		start := int(dec.InputOffset())
		t, err := dec.Token()
		if err != nil {
			return err
		}
		name, ok := t.(string)
		if !ok {
			return errNotObject
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		end := int(dec.InputOffset())
		if err := visit(member{name: name, start: start, from: end - len(value), end: end}); err != nil {
			return err
		}
	}
	return nil
}

// splice puts others in the place of an object's values, and leaves every other
// byte as it is. change gets a value as it is written and gives what to write.
func splice(data []byte, change func(name string, value []byte) ([]byte, error)) ([]byte, error) {
	var out []byte
	done := 0
	err := members(data, func(m member) error {
		value := data[m.from:m.end]
		other, err := change(m.name, value)
		if err != nil {
			return err
		}
		if bytes.Equal(other, value) {
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
