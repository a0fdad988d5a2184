//go:build linux || darwin

package management

import "syscall"

// diskSpace is what the disk with a directory has, as this process may use it.
func diskSpace(dir string) (free, total int64, err error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return 0, 0, err
	}
	unit := int64(fs.Bsize)                                 // of other types elsewhere
	free = int64(fs.Bavail) * unit                          // blocks
	return free, int64(fs.Blocks-fs.Bfree)*unit + free, nil // blocks
}
