package outbox_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/outbox"
)

// childPath is set for the process that TestKill kills.
const childPath = "PARLEY_TEST_OUTBOX"

// child appends for ever and prints each number that is durable; every tenth
// is acknowledged.
func child(path string) {
	o, err := outbox.Open(path, discard())
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	go o.Run(context.Background()) // is killed
	out := bufio.NewWriter(os.Stdout)
	for {
		receipts := make([]*outbox.Receipt, 7)
		for i := range receipts {
			if receipts[i], err = o.AppendAsync(link.FactConferenceLocked, fact(i), at); err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
		}
		for _, r := range receipts {
			<-r.Done()
			seq, err := r.Result()
			if err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
			fmt.Fprintln(out, "durable", seq)
			if seq%10 == 0 {
				if err := o.Ack(context.Background(), seq-5); err != nil {
					fmt.Println("error", err)
					os.Exit(1)
				}
				fmt.Fprintln(out, "acked", seq-5)
			}
		}
		if out.Flush() != nil {
			os.Exit(0)
		}
	}
}

// TestKill kills a process that appends, several times over the same file:
// what was said to be durable is there, what was acknowledged is gone, and the
// numbers have no gap.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outbox.db")
	epoch, durable, acked := "", uint64(0), uint64(0)
	for round := range 5 {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), childPath+"="+path)
		cmd.Stderr = os.Stderr
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(pipe)
		for n := 0; lines.Scan(); n++ {
			word, number, _ := strings.Cut(lines.Text(), " ")
			seq, err := strconv.ParseUint(number, 10, 64)
			switch {
			case err != nil:
				t.Fatalf("child: %s", lines.Text())
			case word == "acked":
				acked = seq
			case seq != durable+1 && n > 0:
				t.Fatalf("child was given %d after %d", seq, durable)
			default:
				durable = seq
			}
			if n == 40+round*13 {
				if err := cmd.Process.Kill(); err != nil { // SIGKILL; what is in the pipe still counts
					t.Fatal(err)
				}
			}
		}
		_ = cmd.Wait() // killed
		o, err := outbox.Open(path, discard())
		if err != nil {
			t.Fatalf("after the kill: %v", err)
		}
		if epoch == "" {
			epoch = o.Epoch()
		}
		facts, err := o.Pending(t.Context(), 0, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if o.Epoch() != epoch || o.Last() < durable || len(facts) == 0 || facts[0].Seq <= acked {
			t.Errorf("epoch %s, last %d of %d durable, first %d after %d acknowledged", o.Epoch(), o.Last(), durable, facts[0].Seq, acked)
		}
		for i, f := range facts {
			if f.Seq != facts[0].Seq+uint64(i) {
				t.Fatalf("gap: %d is number %d", i, f.Seq)
			}
		}
		durable = o.Last()
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
