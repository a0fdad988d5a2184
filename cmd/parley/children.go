package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// child is one process of the example deployment. It is this binary again,
// started with stdin as a lifeline: when the parent is gone, however it went,
// the child reads end of file and stops.
type child struct {
	name    string
	args    []string
	logFile string
	restart time.Duration
	log     *slog.Logger
	// hopeless hears, once, of the child's giveUpAfter-th end. It is called on
	// the goroutine of Run and does not block.
	hopeless func(error)

	mu  sync.Mutex
	pid int
}

// giveUpAfter is how often a child may end before there is no hope that it
// ever comes up. Who is up already is started again for ever.
const giveUpAfter = 3

// lifelineEnv tells a child that its stdin is the lifeline.
const lifelineEnv = "PARLEY_LIFELINE"

// killAfter is how long a child may take to stop before it is killed.
const killAfter = 15 * time.Second

// PID is the process id, or 0 while the child is not running.
func (c *child) PID() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pid
}

// Run keeps the child running until ctx ends; a child that dies is started
// again after the restart delay.
func (c *child) Run(ctx context.Context) error {
	for ends := 1; ; ends++ {
		err := c.once(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if ends == giveUpAfter {
			c.hopeless(err)
		}
		c.log.Warn("process ended; the others go on", "process", c.name, "error", err, "restart in", c.restart, "log", c.logFile)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(c.restart):
		}
	}
}

func (c *child) once(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own binary: %w", err)
	}
	out, err := os.OpenFile(c.logFile, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open log of %s: %w", c.name, err)
	}
	defer func() { _ = out.Close() }()
	cmd := exec.CommandContext(ctx, self, c.args...)
	cmd.Env = append(os.Environ(), lifelineEnv+"=1")
	cmd.Stdout, cmd.Stderr = out, out
	// A group of its own keeps Ctrl-C in a terminal from reaching the child
	// before the parent decides about the order.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = killAfter
	lifeline, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("lifeline of %s: %w", c.name, err)
	}
	defer func() { _ = lifeline.Close() }()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", c.name, err)
	}
	c.setPID(cmd.Process.Pid)
	defer c.setPID(0)
	return cmd.Wait()
}

func (c *child) setPID(pid int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pid = pid
}

// withLifeline ends ctx when this process is a child and its parent is gone.
func withLifeline(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	if os.Getenv(lifelineEnv) == "" {
		return ctx, cancel
	}
	go func() { // ends with the process: a read of stdin cannot be interrupted
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return ctx, cancel
}
