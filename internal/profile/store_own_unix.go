//go:build !windows

package profile

import (
	"os"
	"syscall"
)

// notOwn tells why a file is not its reader's own: it belongs to another
// account, or others may write into it. One that root made is as good as one's
// own.
func notOwn(info os.FileInfo) (why, do string) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if ok && int(st.Uid) != os.Geteuid() && st.Uid != 0 {
		return "it belongs to another account of this computer", "Run ssowizard as that account, " +
			"or move the file away."
	}
	if info.Mode().Perm()&0o022 != 0 {
		return "other accounts of this computer may change it", "Look whether it still says what you " +
			"wanted, then take that right away with chmod 600, or move it away."
	}
	return "", ""
}
