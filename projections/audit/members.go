package audit

import (
	"bytes"
	"encoding/json"
	"errors"
)

var errMalformed = errors.New("malformed JSON")

// member is one of a JSON object: its name as it is written between the quotes.
type member struct {
	name []byte
	kept
}

// members takes an object apart, in both of its forms.
func (k kept) members() ([]member, error) {
	if len(k.stored) == 0 {
		return nil, nil
	}
	list, err := membersOf(k.stored)
	if err != nil {
		return nil, err
	}
	if bytes.Equal(k.stored, k.shown) {
		for i := range list {
			list[i].shown = list[i].stored
		}
		return list, nil
	}
	if len(k.shown) == 0 || k.shown[0] != '{' {
		return list, nil // nothing of it is shown
	}
	shown, err := membersOf(k.shown)
	for i := range list {
		if j := find(shown, i, list[i].name); j >= 0 {
			list[i].shown = shown[j].stored
		}
	}
	return list, err
}

// find is where a member stands, which may be where it is thought to be.
func find(list []member, likely int, name []byte) int {
	if likely < len(list) && bytes.Equal(list[likely].name, name) {
		return likely
	}
	for i := range list {
		if bytes.Equal(list[i].name, name) {
			return i
		}
	}
	return -1
}

// membersOf takes the text of an object apart. The text is of an encoder that
// puts no space between its parts.
func membersOf(raw []byte) ([]member, error) {
	if len(raw) < 2 || raw[0] != '{' || raw[len(raw)-1] != '}' {
		return nil, errMalformed
	}
	list := make([]member, 0, 16)
	for at := 1; at < len(raw)-1; at++ {
		end := skip(raw, at)
		if raw[at] != '"' || end >= len(raw) || raw[end] != ':' {
			return nil, errMalformed
		}
		value := end + 1
		next := skip(raw, value)
		if next == value || next >= len(raw) || raw[next] != ',' && next != len(raw)-1 {
			return nil, errMalformed
		}
		list = append(list, member{name: raw[at+1 : end-1], kept: kept{stored: raw[value:next]}})
		at = next
	}
	return list, nil
}

// skip gives the end of the value that begins at a place: of a text, a list or
// an object its last mark, of others what stands before the next one.
func skip(raw []byte, at int) int {
	depth := 0
	for ; at < len(raw); at++ {
		switch raw[at] {
		case '"':
			for at++; at < len(raw) && raw[at] != '"'; at++ {
				if raw[at] == '\\' {
					at++
				}
			}
			if depth == 0 {
				return min(at+1, len(raw))
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
		case ',', ':':
			if depth == 0 {
				return at
			}
		}
	}
	return len(raw)
}

// text is a name as it is meant.
func text(name []byte) (string, error) {
	if bytes.IndexByte(name, '\\') < 0 {
		return string(name), nil
	}
	var s string
	quoted := append(append([]byte{'"'}, name...), '"')
	err := json.Unmarshal(quoted, &s)
	return s, err
}
