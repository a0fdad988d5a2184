package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/cloudaccounts"
	"github.com/parley-video/parley/projections/inventory"
)

// accountRow finds an account that a caller names.
func (r *Resolver) accountRow(ctx context.Context, argument, id string) (cloudaccounts.Account, error) {
	raw, err := rawID(argument, kindCloudAccount, id)
	if err != nil {
		return cloudaccounts.Account{}, err
	}
	row, err := r.CloudAccounts.Account(ctx, raw)
	if errors.Is(err, projections.ErrNotFound) {
		return row, apierr.BadArgument(argument, "there is no such cloud account")
	}
	return row, err
}

func (r *Resolver) checkCloudAccount(ctx context.Context, id string) (*model.CloudAccountCheck, error) {
	row, err := r.accountRow(ctx, "id", id)
	if err != nil {
		return nil, err
	}
	check, err := r.Deps.Bursting.Check(ctx, row.ID)
	if err != nil {
		return nil, apierr.Wrap(apierr.Unavailable, err, "the cloud account cannot be checked now")
	}
	nodes := map[string]*model.BurstingPlace{}
	if s := r.Deps.Bursting.Status(); s != nil {
		for id, n := range s.Nodes {
			for _, address := range n.Addresses {
				nodes[address] = &model.BurstingPlace{ID: encodeID(kindNode, id), Name: n.Name}
			}
		}
	}
	return &model.CloudAccountCheck{
		Findings: convert(check.Findings, func(f shell.Finding) *model.CloudAccountFinding {
			return &model.CloudAccountFinding{Permission: f.Permission, InstanceID: f.InstanceID, Tried: f.Tried, Granted: f.Granted, Message: f.Message}
		}),
		Failure: modelBurstingFailure(check.Failure, check.At),
		Machines: convert(check.Machines, func(m bursting.Machine) *model.CloudAccountMachine {
			out := &model.CloudAccountMachine{
				ID: m.ID, Name: m.Name, TagValue: m.TagValue, TagMatches: m.TagValue == row.Settings.TagValue, State: m.State,
				Addresses: list(m.Addresses), PublicAddress: m.PublicAddress, Type: m.Type,
			}
			for _, address := range m.Addresses {
				if n := nodes[address]; n != nil {
					out.Node = n
				}
			}
			return out
		}),
	}, nil
}

// A policy of EC2.
type (
	policy struct {
		Version   string
		Statement []statement
	}
	statement struct {
		Sid       string
		Effect    string
		Principal any `json:",omitempty"`
		Action    []string
		Resource  string `json:",omitempty"`
		Condition any    `json:",omitempty"`
	}
)

func allow(statements ...statement) string {
	text, err := json.MarshalIndent(policy{"2012-10-17", statements}, "", "  ")
	if err != nil {
		return "" // strings can always be written
	}
	return string(text)
}

// machinePolicy allows what is done with machines, and nothing else; empty:
// another provider has other rights.
func machinePolicy(s events.CloudAccountSettings) string {
	if s.Provider != events.CloudAWS {
		return ""
	}
	return allow(
		statement{Sid: "ParleyDescribe", Effect: "Allow", Action: []string{"ec2:DescribeInstances"}, Resource: "*"},
		statement{
			Sid: "ParleyStartStop", Effect: "Allow",
			Action:    []string{"ec2:StartInstances", "ec2:StopInstances"},
			Resource:  "arn:*:ec2:" + s.Region + ":*:instance/*",
			Condition: map[string]any{"StringEquals": map[string]string{"ec2:ResourceTag/" + s.TagKey: s.TagValue}},
		},
	)
}

// assumePolicy allows to assume the role of an account; nil: it has none.
func assumePolicy(s events.CloudAccountSettings) *string {
	if s.RoleARN == "" {
		return nil
	}
	text := allow(statement{Sid: "ParleyAssume", Effect: "Allow", Action: []string{"sts:AssumeRole"}, Resource: s.RoleARN})
	return &text
}

// trustPolicy is by what the role of an account trusts those that assumePolicy is
// for; nil: it has none.
func trustPolicy(s events.CloudAccountSettings) *string {
	arn := strings.Split(s.RoleARN, ":") // arn:aws:iam::123456789012:role/…
	if len(arn) < 6 {
		return nil
	}
	trust := statement{
		Sid: "ParleyTrust", Effect: "Allow", Action: []string{"sts:AssumeRole"},
		Principal: map[string]string{"AWS": "arn:" + arn[1] + ":iam::" + arn[4] + ":root"},
	}
	if s.ExternalID != "" {
		trust.Condition = map[string]any{"StringEquals": map[string]string{"sts:ExternalId": s.ExternalID}}
	}
	text := allow(trust)
	return &text
}

// diskKeyPolicy lets the cloud have the key of a machine's disks while it runs.
// Without it a start is accepted and taken back, and no trial of rights shows it.
func diskKeyPolicy(s events.CloudAccountSettings) *string {
	if s.Provider != events.CloudAWS {
		return nil
	}
	text := allow(statement{
		Sid: "ParleyDiskKeys", Effect: "Allow", Action: []string{"kms:CreateGrant"}, Resource: "arn:*:kms:" + s.Region + ":*:key/*",
		Condition: map[string]any{
			"Bool":       map[string]string{"kms:GrantIsForAWSResource": "true"},
			"StringLike": map[string]string{"kms:ViaService": "ec2." + s.Region + ".*"},
		},
	})
	return &text
}

const rightsHelp = "Who may set the tag of machines (ec2:CreateTags) decides which of them are started and stopped from here."

const userDataHelp = "Make the node's provisioning document and put it, as it is, into the user data of its machine; have the machine run " +
	"parley node --provision-metadata ec2 as a service. The document is used up when the node enrols for the first time; until then whoever reads the user data, as any process on the machine and whoever has ec2:DescribeInstanceAttribute, can enrol in its place. What is left in the user data is of no use to anybody afterwards."

func (r *Resolver) burstingSetup(ctx context.Context, accountID string) (*model.BurstingSetup, error) {
	row, err := r.accountRow(ctx, "accountId", accountID)
	if err != nil {
		return nil, err
	}
	return &model.BurstingSetup{
		Account:   &model.BurstingPlace{ID: encodeID(kindCloudAccount, row.ID), Name: row.Settings.Name},
		Provider:  model.CloudProvider(upper(row.Settings.Provider)),
		IamPolicy: machinePolicy(row.Settings), AssumePolicy: assumePolicy(row.Settings), TrustPolicy: trustPolicy(row.Settings),
		DiskKeyPolicy: diskKeyPolicy(row.Settings), RightsHelp: rightsHelp, TagKey: row.Settings.TagKey, TagValue: row.Settings.TagValue, UserDataHelp: userDataHelp,
		Ports: convert(r.Deps.Bursting.Ports(), func(p shell.Port) *model.BurstingPort {
			direction := model.BurstingDirectionInbound
			if p.Outbound {
				direction = model.BurstingDirectionOutbound
			}
			return &model.BurstingPort{Direction: direction, Protocol: p.Protocol, Port: p.Port, Source: p.Peer, Purpose: p.Purpose}
		}),
	}, nil
}

func (r *Resolver) burstingConversion(ctx context.Context, nodeID string, to model.BurstingConversionTarget) (*model.BurstingConversion, error) {
	raw, err := rawID("nodeId", kindNode, nodeID)
	if err != nil {
		return nil, err
	}
	row, err := r.Inventory.Node(ctx, raw)
	if errors.Is(err, projections.ErrNotFound) {
		return nil, apierr.BadArgument("nodeId", "there is no such node")
	}
	if err != nil {
		return nil, err
	}
	locations, nodes, err := r.Inventory.Places(ctx)
	if err != nil {
		return nil, err
	}
	c := conversion{status: r.Deps.Bursting.Status(), node: row, locations: locations, nodes: nodes}
	steps := c.toBurst
	if to == model.BurstingConversionTargetAlwaysOn {
		steps = c.toAlwaysOn
	}
	out := &model.BurstingConversion{Node: &model.BurstingPlace{ID: nodeID, Name: row.Name}, Steps: steps(), Done: true}
	for _, s := range out.Steps {
		out.Done = out.Done && s.Done
	}
	return out, nil
}

// conversion is what the steps of one are checked on.
type conversion struct {
	status    *shell.Status
	node      inventory.ConferencingNode
	locations []inventory.Location
	nodes     []inventory.ConferencingNode
}

func step(code, text string, done bool, remedy string) *model.BurstingConversionStep {
	if done {
		remedy = ""
	}
	return &model.BurstingConversionStep{Code: code, Text: text, Done: done, Remedy: remedy}
}

// machine finds the node's machine among those that the clouds tell of: one that
// bears its account's tag, if there is one.
func (c conversion) machine() (m bursting.Machine, a bursting.Account, ok bool) {
	if c.status == nil {
		return m, a, false
	}
	for _, account := range c.status.Accounts {
		for _, one := range account.Machines {
			if one.State == bursting.MachineTerminated || !slices.Contains(one.Addresses, c.node.Address) {
				continue
			}
			if tagged := one.TagValue == account.TagValue; tagged || !ok {
				m, a, ok = one, account, true
				if tagged {
					return m, a, ok
				}
			}
		}
	}
	return m, a, ok
}

// told says whether all accounts tell of their machines: what nobody tells of may
// be there all the same.
func (c conversion) told() bool {
	return c.status != nil && !slices.ContainsFunc(c.status.Accounts, func(a bursting.Account) bool {
		return a.Enabled && (a.AskedAt.IsZero() || a.Failure != nil)
	})
}

// alone says whether all nodes of the node's location are such as it is to be.
func (c conversion) among(bursting bool) bool {
	for _, n := range c.nodes {
		if n.LocationID == c.node.LocationID && n.ID != c.node.ID && n.CloudBursting != bursting {
			return false
		}
	}
	return true
}

func (c conversion) overflownInto() bool {
	return slices.ContainsFunc(c.locations, func(l inventory.Location) bool {
		return l.Settings.OverflowLocation1 == c.node.LocationID
	})
}

// The order is that in which nothing goes wrong in between: what marks the
// machine first, the node's record last, or the other way round.
func (c conversion) toBurst() []*model.BurstingConversionStep {
	m, a, found := c.machine()
	tag := "the account's tag"
	if found {
		tag = fmt.Sprintf("the tag %q", a.TagValue)
	}
	s := c.node
	return []*model.BurstingConversionStep{
		step("machine", "A machine at a cloud has the node's address.", found,
			fmt.Sprintf("Run the node on a machine with the address %s that bears the tag of an account under Cloud accounts; only then it is seen here.", s.Address)),
		step("tag", "The machine bears "+tag+".", found && m.TagValue == a.TagValue, "Give the tag on the machine the value that the account has."),
		step("location", "Its location has no nodes that always run.", c.among(true), "Move the node into a location of its own for burst nodes, or move the others out."),
		step("overflow", "A location overflows into its location first.", c.overflownInto(), "Make its location the first overflow location of those that it is to help."),
		step("record", "The node is marked for bursting and is not always on.", s.CloudBursting && !s.AlwaysOn, "Mark the node for bursting, and take back that it is always on."),
		step("stopped", "Its machine is stopped, or runs because bursting wants it to.", found && (m.State == bursting.MachineStopped || c.running()),
			"Put the node into maintenance until its calls have ended, stop the machine at the cloud, and take the node out of maintenance."),
		step("maintenance", "The node is not in maintenance.", !c.node.Maintenance, "Take the node out of maintenance; one in maintenance is never started."),
		step("enabled", "Bursting is switched on.", c.status != nil && c.status.View.Enabled, "Switch bursting on under Global settings."),
	}
}

// running: its machine was started, and is not only left over.
func (c conversion) running() bool {
	return slices.ContainsFunc(c.status.View.Nodes, func(n bursting.NodeView) bool { return n.Node == c.node.ID && n.StartedFor != nil })
}

func (c conversion) toAlwaysOn() []*model.BurstingConversionStep {
	m, a, found := c.machine()
	s := c.node
	return []*model.BurstingConversionStep{
		step("tag", "No machine with the node's address bears the account's tag.", c.told() && (!found || m.TagValue != a.TagValue),
			"Take the tag off the machine, or give it another value: then nothing here starts or stops it."),
		step("power", "The node runs.", c.node.State == projections.NodeOnline, "Start its machine at the cloud and wait until the node has reported."),
		step("record", "The node is not marked for bursting.", !s.CloudBursting, "Take back that the node is for bursting."),
		step("location", "Its location has no burst nodes.", c.among(false), "Move the node into a location whose nodes always run."),
		step("always-on", "The node is always on.", s.AlwaysOn, "Mark the node as always on, so that it may be the home of conferences."),
	}
}

// maxSimulated is how much demand is replayed.
const (
	maxSimulated = 31 * 24 * time.Hour
	maxVariants  = 8
)

func (r *Resolver) simulateBursting(ctx context.Context, in model.BurstingSimulateInput) (*model.BurstingSimulation, error) {
	switch {
	case !in.From.Before(in.To):
		return nil, apierr.BadArgument("input.to", "must be after from")
	case in.To.Sub(in.From) > maxSimulated:
		return nil, apierr.BadArgument("input.to", "must be at most 31 days after from")
	case len(in.Variants) < 1 || len(in.Variants) > maxVariants:
		return nil, apierr.BadArgument("input.variants", "must be from 1 to %d", maxVariants)
	}
	order := shell.Order{From: in.From.UTC(), Until: in.To.UTC()}
	for i, v := range in.Variants {
		variant, err := r.burstingVariant(i, v)
		if err != nil {
			return nil, err
		}
		order.Variants = append(order.Variants, variant)
	}
	result, err := r.Deps.Bursting.Simulate(ctx, order)
	var limit *shell.LimitError
	if errors.As(err, &limit) {
		e := apierr.New(apierr.LimitExceeded, "input.%s: %s", limit.Field, limit.Message)
		e.Argument = "input." + limit.Field
		return nil, e
	}
	if errors.Is(err, shell.ErrSimulating) || errors.Is(err, shell.ErrTooLong) {
		return nil, apierr.Wrap(apierr.Unavailable, err, err.Error())
	}
	if err != nil {
		return nil, apierr.Wrap(apierr.Unavailable, err, "the demand cannot be replayed now")
	}
	return &model.BurstingSimulation{
		From: order.From, To: order.Until, Calls: result.Calls, Outcomes: convert(result.Outcomes, modelOutcome),
	}, nil
}

// burstingVariant is a variant with the present settings where it says nothing.
func (r *Resolver) burstingVariant(i int, in *model.BurstingVariantInput) (shell.Variant, error) {
	field := func(name string) string { return fmt.Sprintf("input.variants.%d.%s", i, name) }
	v := shell.Variant{
		Name: text(in.Name.Value()), Everywhere: in.ThresholdHd.Value() != nil,
		Price: shell.Price{PerHour: text(in.PricePerHour.Value()), Currency: text(in.Currency.Value())},
	}
	if v.Name == "" {
		v.Name = fmt.Sprintf("%d", i+1)
	}
	if s := r.Deps.Bursting.Status(); s != nil {
		v.Settings = s.Settings
		if in.PricePerHour.Value() == nil {
			v.Price = s.Price()
		}
	}
	v.Settings.Enabled = given(in.Enabled).Or(true)
	if n := in.ThresholdHd.Value(); n != nil {
		if v.Settings.ThresholdHD = *n; *n < 1 || *n > 1000 {
			return v, apierr.BadArgument(field("thresholdHd"), "must be from 1 to 1000")
		}
	}
	if n := in.MinLifetimeMinutes.Value(); n != nil {
		if v.Settings.MinLifetime = time.Duration(*n) * time.Minute; *n < 5 || *n > 1440 {
			return v, apierr.BadArgument(field("minLifetimeMinutes"), "must be from 5 to 1440")
		}
	}
	if n := in.StartMinutes.Value(); n != nil {
		if v.Boot = time.Duration(*n) * time.Minute; *n < 1 || *n > 60 {
			return v, apierr.BadArgument(field("startMinutes"), "must be from 1 to 60")
		}
	}
	if v.Price.PerHour != "" {
		if _, ok := v.Price.Of(time.Hour); !ok {
			return v, apierr.BadArgument(field("pricePerHour"), "must be a decimal number, such as 0.34")
		}
	}
	return v, nil
}

func modelOutcome(o shell.Outcome) *model.BurstingOutcome {
	out := &model.BurstingOutcome{
		Name: o.Variant.Name, ThresholdHd: o.Variant.Settings.ThresholdHD, MinLifetimeMinutes: int(o.Variant.Settings.MinLifetime / time.Minute),
		RejectedCalls: o.Rejected, Starts: o.Starts, NodeHours: o.NodeTime.Hours(), MinutesAboveThreshold: o.Reached.Minutes(),
		Timeline: convert(o.Timeline, func(p replay.Point) *model.BurstingOutcomePoint {
			return &model.BurstingOutcomePoint{At: p.At.UTC(), UsedHd: p.UsedHD, MaxHd: p.MaxHD, FreeHd: p.FreeHD, Nodes: p.Nodes, RejectedCalls: p.Rejected}
		}),
	}
	if amount, ok := o.Variant.Price.Of(o.NodeTime); ok {
		out.Cost = &model.BurstingCost{Amount: amount, Currency: o.Variant.Price.Currency}
	}
	return out
}
