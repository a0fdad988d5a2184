package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

func burstingCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bursting",
		Short: "Try other settings of bursting on recorded demand",
		Args:  cobra.NoArgs, // an unknown subcommand is an error
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(burstingSimulateCommand())
	return cmd
}

type simulateFlags struct {
	logFlags
	from, to     string
	trace, save  string
	generate     uint64
	thresholds   []int
	lifetimes    []int
	price        string
	startTakes   time.Duration
	all, off     bool
	output       string
	timeline     bool
	generateMade bool
}

func burstingSimulateCommand() *cobra.Command {
	f := simulateFlags{}
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Play the demand in the log under other settings, side by side",
		Long: `Plays the calls that were recorded between two times once more, under every
combination of --threshold and --min-lifetime, with the process manager and the
placement that the platform itself uses. It shows side by side how many calls
would have been rejected, for how many hours burst nodes would have run, what
that would have cost, and for how long a location would have been at its
threshold.

The demand is that of a running Management Node (--url and --token), of a data
directory (--data), of a file that --save-trace wrote (--trace), or made up from
a seed (--generate). Locations and nodes are as they were at the end of the time.
Callers who were rejected are part of the demand; how long they would have stayed
is guessed.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.generateMade = cmd.Flags().Changed("generate")
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	f.register(flags, "the scopes events:read, system:write and personal:read")
	flags.StringVar(&f.from, "from", "", "beginning: 2026-11-20, 2026-11-20T08:00:00Z, or so long before --to, for example 72h; default: a week before --to")
	flags.StringVar(&f.to, "to", "", "end, likewise; default: now")
	flags.StringVar(&f.trace, "trace", "", "read the demand from this file")
	flags.StringVar(&f.save, "save-trace", "", "write the demand to this file")
	flags.Uint64Var(&f.generate, "generate", 0, "make a working day up from this seed")
	flags.IntSliceVar(&f.thresholds, "threshold", nil, "thresholds in HD calls, for example 5,10; default: as it is set")
	flags.IntSliceVar(&f.lifetimes, "min-lifetime", nil, "minimum lifetimes in minutes, for example 10,50; default: as it is set")
	flags.StringVar(&f.price, "price", "0", "price of a burst node per hour, for example 0.68")
	flags.DurationVar(&f.startTakes, "start-takes", 0, "how long a start takes; default: as it usually took, or 3m")
	flags.BoolVar(&f.all, "all-locations", false, "the threshold is that of locations with one of their own, too")
	flags.BoolVar(&f.off, "off", false, "show also what would be without bursting")
	flags.StringVar(&f.output, "output", "table", "table, csv or json")
	flags.BoolVar(&f.timeline, "timeline", false, "with --output csv: the course of the time in place of the sums")
	return cmd
}

func (f *simulateFlags) run(ctx context.Context, out, stderr io.Writer) error {
	price, err := parsePrice(f.price)
	if err != nil {
		return err
	}
	if err := f.checkNumbers(); err != nil {
		return err
	}
	trace, err := f.demand(ctx, stderr)
	if err != nil {
		return err
	}
	if err := trace.Check(); err != nil {
		return fmt.Errorf("the demand: %w", err)
	}
	if f.save != "" {
		text, err := json.MarshalIndent(trace, "", " ")
		if err == nil {
			err = os.WriteFile(f.save, append(text, '\n'), 0o600)
		}
		if err != nil {
			return fmt.Errorf("--save-trace: %w", err)
		}
	}
	return f.print(out, trace, f.play(trace, price))
}

func (f *simulateFlags) checkNumbers() error {
	for _, n := range f.thresholds {
		if n < 1 || n > 100_000 {
			return fmt.Errorf("--threshold: %d is not 1 to 100000 HD calls", n)
		}
	}
	for _, n := range f.lifetimes {
		if n < 5 || n > 10_080 {
			return fmt.Errorf("--min-lifetime: %d is not 5 to 10080 minutes", n)
		}
	}
	if f.startTakes < 0 || f.startTakes > time.Hour {
		return fmt.Errorf("--start-takes: %s is not 0 to 1h", f.startTakes)
	}
	switch f.output {
	case "table", "csv", "json":
	default:
		return fmt.Errorf("--output: %q is not table, csv or json", f.output)
	}
	if f.timeline && f.output != "csv" {
		return errors.New("--timeline: only with --output csv; json has it anyway")
	}
	return nil
}

// parsePrice reads a decimal number into millionths.
func parsePrice(text string) (int64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v <= 1e6) {
		return 0, fmt.Errorf("--price: %q is no price, for example 0.68", text)
	}
	return int64(math.Round(v * 1e6)), nil
}

// played is a variant and what became of it.
type played struct {
	variant replay.Variant
	outcome replay.Outcome
}

// play plays every combination.
func (f *simulateFlags) play(trace replay.Trace, price int64) []played {
	thresholds, lifetimes := f.thresholds, f.lifetimes
	if len(thresholds) == 0 {
		thresholds = []int{max(trace.ThresholdHD, 1)}
	}
	if len(lifetimes) == 0 {
		lifetimes = []int{max(trace.MinLifetimeMinutes, 5)}
	}
	var list []played
	add := func(v replay.Variant) {
		v.OverrideAll, v.StartTakes, v.PriceMicros = f.all, f.startTakes, price
		list = append(list, played{v, replay.Run(trace, v)})
	}
	for _, threshold := range thresholds {
		for _, minutes := range lifetimes {
			add(replay.Variant{ThresholdHD: threshold, MinLifetime: time.Duration(minutes) * time.Minute})
		}
	}
	if f.off {
		add(replay.Variant{Disabled: true, ThresholdHD: thresholds[0], MinLifetime: time.Duration(lifetimes[0]) * time.Minute})
	}
	return list
}

// demand is the trace from wherever it comes.
func (f *simulateFlags) demand(ctx context.Context, stderr io.Writer) (replay.Trace, error) {
	switch {
	case f.trace != "" && f.generateMade:
		return replay.Trace{}, errors.New("give either --trace or --generate")
	case (f.trace != "" || f.generateMade) && (f.from != "" || f.to != "" || f.data != ""):
		return replay.Trace{}, errors.New("--from, --to and --data are about a log; --trace and --generate have times of their own")
	case f.generateMade:
		return generatedTrace(f.generate), nil
	case f.trace != "":
		return readTrace(f.trace)
	}
	if err := f.check(); err != nil {
		return replay.Trace{}, err
	}
	from, to, err := f.times(time.Now())
	if err != nil {
		return replay.Trace{}, err
	}
	return f.fromLog(ctx, stderr, from, to)
}

func readTrace(path string) (t replay.Trace, err error) {
	file, err := os.Open(path)
	if err != nil {
		return t, fmt.Errorf("--trace: %w", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	d := json.NewDecoder(file)
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return t, fmt.Errorf("--trace: %s: %w", path, err)
	}
	return t, nil
}

// times are those that the flags say.
func (f *simulateFlags) times(now time.Time) (from, to time.Time, err error) {
	if to, err = parseTime(f.to, now, now); err != nil {
		return from, to, fmt.Errorf("--to: %w", err)
	}
	if from, err = parseTime(f.from, to, to.AddDate(0, 0, -7)); err != nil {
		return from, to, fmt.Errorf("--from: %w", err)
	}
	if !from.Before(to) {
		return from, to, fmt.Errorf("--from: %s does not lie before --to, %s", from.Format(time.RFC3339), to.Format(time.RFC3339))
	}
	return from, to, nil
}

// parseTime reads a day, a time, or so long before another.
func parseTime(text string, before, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise.UTC(), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 {
		return before.Add(-d).UTC(), nil
	}
	return time.Time{}, fmt.Errorf("%q is no day (2026-11-20), time (2026-11-20T08:00:00Z) or duration (72h)", text)
}

// errAfter ends the reading at the end of the time.
var errAfter = errors.New("after the end")

func (f *simulateFlags) fromLog(ctx context.Context, stderr io.Writer, from, to time.Time) (t replay.Trace, err error) {
	log, err := f.raw(ctx, stderr)
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	var r replay.Recorder
	prefixes := replay.TypePrefixes()
	err = log.each(ctx, 0, func(e store.Event) error {
		wanted := false
		for _, p := range prefixes {
			wanted = wanted || strings.HasPrefix(e.Type, p)
		}
		if e.Created.After(to) {
			return errAfter
		}
		if !wanted {
			return nil
		}
		rec, err := codec.Decode(e)
		if err != nil {
			return fmt.Errorf("position %s: %w", e.Position, err)
		}
		r.Apply(rec)
		return nil
	})
	if err != nil && !errors.Is(err, errAfter) {
		return t, err
	}
	return r.Trace(from, to), nil
}
