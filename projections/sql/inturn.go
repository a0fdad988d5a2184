package sql

import (
	"slices"
	"strconv"
	"strings"
)

// Questions are asked for one of these numbers of identifiers at a time, so that
// the databases know the statements already.
const (
	few  = 8
	many = 128
)

// InTurn asks about identifiers, some at a time: marks go between the
// parentheses of IN (…). The last identifier fills up the rest, so ask must not
// mind that one is named twice.
func InTurn[T any](ids []T, ask func(marks string, args []any) error) error {
	for len(ids) > 0 {
		size := 1
		switch {
		case len(ids) > few:
			size = many
		case len(ids) > 1:
			size = few
		}
		some := ids[:min(size, len(ids))]
		ids = ids[len(some):]
		args := make([]any, size)
		for i := range args {
			args[i] = some[min(i, len(some)-1)]
		}
		if err := ask(marks[size], args); err != nil {
			return err
		}
	}
	return nil
}

// marks are the placeholders of so many arguments.
var marks = map[int]string{1: placeholders(1), few: placeholders(few), many: placeholders(many)}

func placeholders(n int) string {
	list := slices.Repeat([]string{"$"}, n)
	for i := range list {
		list[i] += strconv.Itoa(i + 1)
	}
	return strings.Join(list, ", ")
}
