package sqlite

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// makeDurable writes what the write-ahead log holds over itself and forces it
// onto the disk, before anybody may see it.
//
// An fsync that failed is not made good by one that succeeds later: the kernel
// may have given the pages up as clean, so that they are in its memory, look
// committed, and are not on the disk. SQLite would believe them after a restart
// and move them into the database, which a power cut in the middle could then
// leave as neither the old nor the new one. Nobody can tell afterwards whether
// that happened to an earlier process, so it is done at every start that finds
// a write-ahead log, and after every fault. The same bytes at the same place
// do no harm whenever it is cut short. docs/adr/0009-when-an-fsync-fails.md
func makeDurable(wal string) (err error) {
	f, err := os.OpenFile(wal, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	// SQLite holds no lock on this file that closing it would drop.
	defer func() { err = errors.Join(err, f.Close()) }()
	buffer := make([]byte, 1<<20)
	for at := int64(0); ; {
		n, err := f.ReadAt(buffer, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("%w: %w", ErrDisk, err)
		}
		if n == 0 {
			break
		}
		if _, err := f.WriteAt(buffer[:n], at); err != nil {
			return fmt.Errorf("%w: %w", ErrDisk, err)
		}
		at += int64(n)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrDisk, err)
	}
	return nil
}
