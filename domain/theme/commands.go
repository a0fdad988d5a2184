// Package theme decides about themes: what callers see and hear before and
// beside a meeting.
//
// It is pure; see package domain for the promises of all deciders. The contents
// of files are checked by package themefile and kept by control/themes; here
// they are known by their digests.
package theme

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a theme: Create, Update, PutFiles, RemoveFiles or
// Remove.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value.
type Patch struct {
	Name        domain.Opt[string]
	Description domain.Opt[string]
}

type (
	// Create makes a new theme, without files.
	Create struct {
		ID string // set by control
		Patch
	}
	// Update changes what a theme is called.
	Update struct {
		ID string
		Patch
	}
	// PutFiles adds files, in the place of those that stand for the same; with
	// All, in the place of all there are. Their contents have been checked and
	// are kept.
	PutFiles struct {
		ID    string
		Files []events.ThemeFile
		All   bool
	}
	// RemoveFiles takes files out by their names.
	RemoveFiles struct {
		ID    string
		Names []string
	}
	// Remove ends a theme that nothing uses.
	Remove struct{ ID string }
)

// References are what a decision needs of others.
type References struct {
	UsedBy []string // of Remove: who uses the theme
}

// CommandName implements domain.Command.
func (Create) CommandName() string { return "theme.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "theme.update" }

// CommandName implements domain.Command.
func (PutFiles) CommandName() string { return "theme.put-files" }

// CommandName implements domain.Command.
func (RemoveFiles) CommandName() string { return "theme.remove-files" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "theme.remove" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c PutFiles) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c RemoveFiles) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

func (Create) command()      {}
func (Update) command()      {}
func (PutFiles) command()    {}
func (RemoveFiles) command() {}
func (Remove) command()      {}
