package themefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Commands are what hosts can do by pressing digits, as they are when no theme
// says otherwise. Empty digits: not at all.
func Commands() []Command {
	return []Command{
		{"mute_guests", "*5"},
		{"lock", "*7"},
		{"end", "##"},
		{"show_content", ""},
		{"mute_self", ""},
		{"next_layout", ""},
		{"multiscreen", ""},
	}
}

const notObject = `The file must look like {"commands": {"lock": "*7"}}.`

// checkConfig reads a configuration strictly: what is not known is not skipped,
// and nothing is said twice.
func checkConfig(content []byte) ([]Command, string) {
	if len(content) > maxConfig {
		return nil, fmt.Sprintf("The file is larger than %d KB.", maxConfig>>10)
	}
	d := json.NewDecoder(bytes.NewReader(content))
	if problem := open(d); problem != "" {
		return nil, problem
	}
	var commands []Command
	seen := false
	for d.More() {
		key, err := d.Token()
		switch {
		case err != nil:
			return nil, notJSON(err)
		case key != "commands":
			return nil, fmt.Sprintf("%q is not known; there is “commands” only.", key)
		case seen:
			return nil, "“commands” is there twice."
		}
		seen = true
		var problem string
		if commands, problem = readCommands(d); problem != "" {
			return nil, problem
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, notJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, "There is more behind the end."
	}
	return commands, ""
}

func open(d *json.Decoder) string {
	t, err := d.Token()
	if err != nil {
		return notJSON(err)
	}
	if t != json.Delim('{') {
		return notObject
	}
	return ""
}

func notJSON(err error) string {
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		return fmt.Sprintf("This is not JSON: %s at byte %d.", syntax.Error(), syntax.Offset)
	}
	return "This is not JSON: it ends too early."
}

func readCommands(d *json.Decoder) ([]Command, string) {
	if problem := open(d); problem != "" {
		return nil, problem
	}
	commands := []Command{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, notJSON(err)
		}
		value, err := d.Token()
		if err != nil {
			return nil, notJSON(err)
		}
		name, _ := key.(string)
		digits, isText := value.(string)
		problem := ""
		switch {
		case !isCommand(name):
			problem = fmt.Sprintf("The command %q is not known.", name)
		case slices.ContainsFunc(commands, func(c Command) bool { return c.Command == name }):
			problem = fmt.Sprintf("The command %q is there twice.", name)
		case !isText && value != nil: // null, like "", switches the command off
			problem = fmt.Sprintf("What is pressed for %q must be a text such as \"*5\".", name)
		case digits != "" && !isDigits(digits):
			problem = fmt.Sprintf("For %q two of 0 to 9, * and # must be pressed, not %q.", name, digits)
		}
		if problem == "" {
			if other := withDigits(commands, digits); other != "" {
				problem = fmt.Sprintf("%q and %q have the same digits.", other, name)
			}
		}
		if problem != "" {
			return nil, problem
		}
		commands = append(commands, Command{name, digits})
	}
	if _, err := d.Token(); err != nil {
		return nil, notJSON(err)
	}
	return commands, againstUsual(commands)
}

// againstUsual finds digits that also stand for a command that was left out and
// so is as usual.
func againstUsual(commands []Command) string {
	for _, usual := range Commands() {
		if slices.ContainsFunc(commands, func(c Command) bool { return c.Command == usual.Command }) {
			continue
		}
		if other := withDigits(commands, usual.Digits); other != "" {
			return fmt.Sprintf("%q has the digits of %q, which is not in the file and so is as usual.", other, usual.Command)
		}
	}
	return ""
}

func withDigits(commands []Command, digits string) string {
	for _, c := range commands {
		if digits != "" && c.Digits == digits {
			return c.Command
		}
	}
	return ""
}

func isCommand(name string) bool {
	return slices.ContainsFunc(Commands(), func(c Command) bool { return c.Command == name })
}

func isDigits(s string) bool {
	return len(s) == 2 && strings.Trim(s, "0123456789*#") == ""
}
