package node

// CommandName implements domain.Command.
func (Create) CommandName() string { return "node.create" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "node.update" }

// CommandName implements domain.Command.
func (Remove) CommandName() string { return "node.remove" }

// CommandName implements domain.Command.
func (SetMaintenance) CommandName() string { return "node.set-maintenance" }

// CommandName implements domain.Command.
func (IssueProvisioning) CommandName() string { return "node.issue-provisioning" }

// CommandName implements domain.Command.
func (Enrol) CommandName() string { return "node.enrol" }

// CommandName implements domain.Command.
func (Connect) CommandName() string { return "node.connect" }

// CommandName implements domain.Command.
func (Restart) CommandName() string { return "node.restart" }

// CommandName implements domain.Command.
func (Disconnect) CommandName() string { return "node.disconnect" }

// CommandName implements domain.Command.
func (ObserveLiveness) CommandName() string { return "node.observe-liveness" }

// CommandName implements domain.Command.
func (RecordFact) CommandName() string { return "node.record-fact" }

// AggregateID implements domain.Command.
func (c Create) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Update) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Remove) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c SetMaintenance) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c IssueProvisioning) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Enrol) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Connect) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Restart) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c Disconnect) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c ObserveLiveness) AggregateID() string { return c.ID }

// AggregateID implements domain.Command.
func (c RecordFact) AggregateID() string { return c.ID }

func (Create) command()            {}
func (Update) command()            {}
func (Remove) command()            {}
func (SetMaintenance) command()    {}
func (IssueProvisioning) command() {}
func (Enrol) command()             {}
func (Connect) command()           {}
func (Restart) command()           {}
func (Disconnect) command()        {}
func (ObserveLiveness) command()   {}
func (RecordFact) command()        {}
