package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/parley-video/parley/events/store"
)

// allowTracing lets strace attach though it is not our parent.
func allowTracing() {
	const prSetPtracer, anybody = 0x59616d61, ^uintptr(0)
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetPtracer, anybody, 0) // unknown where nothing forbids it
}

const syncs = "fsync,fdatasync"

// spoil makes system calls of the servant fail until mend is called. A path
// limits that to the calls on this file.
func (s *servant) spoil(calls, failure, path string) (mend func()) {
	s.t.Helper()
	args := []string{"-f", "-p", fmt.Sprint(s.cmd.Process.Pid), "-o", "/dev/null", "-e", "trace=" + calls, "-e", "inject=" + calls + ":" + failure}
	if path != "" {
		args = append(args, "-P", path)
	}
	strace := exec.Command("strace", args...) // ours
	said, err := strace.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := strace.Start(); err != nil {
		s.t.Fatal(err)
	}
	lines := bufio.NewScanner(said)
	var last string
	for attached := false; !attached; {
		if !lines.Scan() {
			_ = strace.Wait()
			s.t.Skipf("strace may not attach here: %s", last)
		}
		last = lines.Text()
		attached = strings.Contains(last, "attached")
	}
	done := false
	mend = func() {
		if !done {
			done = true
			_ = strace.Process.Signal(syscall.SIGINT)
			for lines.Scan() { // threads come and go
			}
			_ = strace.Wait() // dies of the signal
		}
	}
	s.t.Cleanup(mend)
	return mend
}

func needStrace(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed; scripts/test-deps.sh installs it")
	}
}

func wantCause(t *testing.T, answer string, cause error) {
	t.Helper()
	if !strings.Contains(answer, cause.Error()) {
		t.Errorf("%q does not say %q", answer, cause)
	}
}

// Every way in which the disk may fail a commit: the append is refused, with
// the reason; everything acknowledged stays readable; when the disk is well
// again the same process writes on, and the append that failed is in the log
// once when it is tried again.
func TestDiskFails(t *testing.T) {
	needStrace(t)
	for name, c := range map[string]struct {
		calls, failure string
		first          string // what the append answers that meets the fault first
		cause          error
	}{
		"fsync":            {syncs, "error=EIO", "ambiguous", ErrDisk},
		"fsync, no room":   {syncs, "error=ENOSPC", "ambiguous", ErrDisk},
		"write":            {"pwrite64", "error=EIO", "ambiguous", ErrDisk},
		"write, no room":   {"pwrite64", "error=ENOSPC", "unavailable", ErrDiskFull},
		"write, no quota":  {"pwrite64", "error=EDQUOT", "ambiguous", ErrDisk},
		"write and fsync":  {"pwrite64," + syncs, "error=EIO", "ambiguous", ErrDisk},
		"writes are short": {"pwrite64", "retval=0", "unavailable", ErrDiskFull},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := newServant(t, dir)
			s.want("ok 2", "append a 0 3")
			s.want("3", "subscription")
			mend := s.spoil(c.calls, c.failure, "")
			wantCause(t, s.want(c.first, "append a 3 2"), c.cause)
			for range 3 {
				s.want("unavailable", "append a 3 2")
				s.want("unavailable", "append b 0 1")
				s.want("3", "stream a")
				s.want("3", "all")
			}
			mend()
			s.want("ok 4", "append a 3 2")
			s.want("ok 0", "append b 0 1")
			s.want("5", "stream a")
			s.want("3", "subscription")
			s.want("ok", "close")
			wantLog(t, dir, map[string]int{"a": 5, "b": 1})
		})
	}
}

// The process dies while the disk fails. What it had acknowledged is there;
// what it had not is there whole, or not at all, and once after a repeat.
func TestDiskFailsAndProcessDies(t *testing.T) {
	needStrace(t)
	for name, failure := range map[string][2]string{
		"fsync": {syncs, "error=EIO"}, "write": {"pwrite64", "error=EIO"}, "no room": {"pwrite64", "error=ENOSPC"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := newServant(t, dir)
			s.want("ok 2", "append a 0 3")
			mend := s.spoil(failure[0], failure[1], "")
			if got := s.do("append a 3 2"); strings.HasPrefix(got, "ok") {
				t.Fatalf("append: %s", got)
			}
			s.kill()
			mend()
			again := newServant(t, dir)
			if n := again.do("stream a"); n != "3" && n != "5" {
				t.Fatalf("%s events, want 3 or 5", n)
			}
			again.want("ok 4", "append a 3 2")
			again.want("5", "all")
			again.want("ok", "close")
			wantLog(t, dir, map[string]int{"a": 5})
		})
	}
}

// Only the database file fails, where the write-ahead log is folded into it:
// appends go on, since what they wait for is the write-ahead log.
func TestDiskFailsCheckpoint(t *testing.T) {
	needStrace(t)
	dir := t.TempDir()
	s := newServant(t, dir)
	s.want("ok 0", "append a 0 1")
	mend := s.spoil("pwrite64,"+syncs, "error=EIO", filepath.Join(dir, fileName))
	// The write-ahead log grows beyond the size at which it is folded.
	n := 1
	for wal := filepath.Join(dir, fileName+"-wal"); ; n++ {
		s.want("ok", "append a %d 1", n)
		if info, err := os.Stat(wal); err != nil || n > 10_000 {
			t.Fatalf("write-ahead log after %d appends: %v", n, err)
		} else if info.Size() > 4096*checkpointPages*5/4 {
			break
		}
	}
	mend()
	s.want("ok", "append b 0 1")
	s.want("ok", "close")
	if info, err := os.Stat(filepath.Join(dir, fileName+"-wal")); err == nil && info.Size() > 0 {
		t.Errorf("write-ahead log of %d bytes is left", info.Size())
	}
	wantLog(t, dir, map[string]int{"a": n + 1, "b": 1})
}

// A log whose write-ahead log cannot be made durable is not shown to anybody:
// it may be the one that an fsync failed for.
func TestDiskFailsAtStart(t *testing.T) {
	needStrace(t)
	dir := t.TempDir()
	s := newServant(t, dir)
	s.want("ok 2", "append a 0 3")
	s.kill()
	strace := []string{"strace", "-f", "-o", "/dev/null", "-e", "trace=" + syncs, "-e", "inject=" + syncs + ":error=EIO"}
	if _, err := tryServant(t, dir, strace...); err == nil || !strings.Contains(err.Error(), ErrDisk.Error()) || !strings.Contains(err.Error(), dir) {
		t.Fatalf("opened, or for another reason not: %v", err)
	}
	again := newServant(t, dir)
	again.want("3", "all")
	again.want("ok", "close")
}

// wantLog opens a log and compares its streams with what was appended.
func wantLog(t *testing.T, dir string, want map[string]int) {
	t.Helper()
	s, err := tryOpen(dir)
	if err != nil {
		t.Fatal(err)
	}
	verify(t, s, want, 0)
	var verdict string
	if err := s.reader.db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity: %s, %v", verdict, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// A file system that is really full, not one that is made to say so.
func TestFileSystemFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("a small file system cannot be mounted (%v); run this test as root, where mounting is allowed", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	log := filepath.Join(dir, "log")
	s := newServant(t, log)
	s.want("ok 2", "append a 0 3")
	ballast := filepath.Join(dir, "ballast")
	fillDisk(t, ballast)
	n, refused := 3, ""
	for refused == "" { // what was allocated before may still be used
		if got := s.do("append a %d 50", n); strings.HasPrefix(got, "ok") {
			n += 50
		} else {
			refused = got
		}
	}
	if !strings.HasPrefix(refused, "unavailable") {
		t.Errorf("append on a full disk: %s", refused)
	}
	wantCause(t, refused, ErrDiskFull)
	for range 3 {
		s.want("unavailable", "append a %d 50", n)
		s.want(fmt.Sprint(n), "stream a")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	s.want(fmt.Sprintf("ok %d false", n+49), "append a %d 50", n)
	s.want(fmt.Sprint(n+50), "subscription")

	// Killed on a full disk, and started while it still is.
	fillDisk(t, ballast)
	s.kill()
	if again, err := tryServant(t, log); err == nil {
		again.want(fmt.Sprint(n+50), "all")
		again.kill()
	} else {
		wantCause(t, err.Error(), ErrDiskFull)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	wantLog(t, log, map[string]int{"a": n + 50})
}

// fillDisk takes what room there is.
func fillDisk(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 4096)
	for {
		if _, err := f.Write(block); err != nil {
			break
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// The log is rewritten in place: not a byte of it changes.
func TestMakeDurable(t *testing.T) {
	dir := t.TempDir()
	s := newServant(t, dir)
	for i := range 40 {
		s.want("ok", "append s-%d 0 100", i)
	}
	s.kill()
	wal := filepath.Join(dir, fileName+"-wal")
	before, err := os.ReadFile(wal)
	if err != nil || len(before) < 1<<20 {
		t.Fatalf("write-ahead log of %d bytes, %v", len(before), err)
	}
	if err := makeDurable(wal); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(wal); err != nil || string(after) != string(before) {
		t.Errorf("changed: %d bytes, were %d, %v", len(after), len(before), err)
	}
	if err := makeDurable(filepath.Join(dir, "none")); err != nil {
		t.Error(err)
	}
	log := openIn(t, dir)
	if page, err := log.ReadAll(context.Background(), 0, store.Forwards, store.Filter{}, 10); err != nil || len(page.Events) != 10 {
		t.Errorf("%d events, %v", len(page.Events), err)
	}
}
