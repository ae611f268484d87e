package vault

import "encoding/base64"

// The bounds of the systems' keychains, in bytes, as go-keyring 0.2.8 keeps them.
const (
	windowsValue = 2560 // of the Credential Manager's blob (CRED_MAX_CREDENTIAL_BLOB_SIZE)
	macCommand   = 4096 // of the line that "security -i" reads, its end included
	unixValue    = 1 << 20
)

// fits reports whether a keychain accepts a value, before calling it: on macOS
// go-keyring finds out only after starting a program, which it then leaves running.
// The limit on other systems is this package's own.
func fits(system, account, value string) bool {
	switch system {
	case "windows":
		return len(value) <= windowsValue
	case "darwin":
		// The value travels base64-encoded; neither it nor a checked account needs
		// quoting.
		line := len("add-generic-password -U -s  -a  -w go-keyring-base64:\n") + len(service) + len(account)
		return line+base64.StdEncoding.EncodedLen(len(value)) <= macCommand
	}
	return len(value) <= unixValue
}
