package entra

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// ErrNoLoopback says that this computer lets the program listen on neither
// loopback address. Paste-back needs a listener's port too, so sign in with a
// code instead.
var ErrNoLoopback = errors.New("this computer does not let the program listen for the browser's answer. " +
	"Sign in with a code instead")

// listener is net.ListenConfig.Listen; tests replace it.
type listener func(ctx context.Context, network, address string) (net.Listener, error)

// portTries bounds the search for a port that is free on both addresses.
const portTries = 20

// listenLoopback opens one port on 127.0.0.1 and on ::1, because "localhost" is
// either, as the browser likes (RFC 8252, 8.3). One is enough where the computer
// lacks the other. A port that some other program holds on one of them is given
// up: the browser might bring the answer there.
func listenLoopback(ctx context.Context, listen listener) ([]net.Listener, int, error) {
	var last error
	for range portTries {
		first, err := listen(ctx, "tcp4", "127.0.0.1:0")
		if err != nil {
			only, err6 := listen(ctx, "tcp6", "[::1]:0")
			if err6 != nil {
				return nil, 0, fmt.Errorf("%w (%w; %w)", ErrNoLoopback, err, err6)
			}
			return []net.Listener{only}, portOf(only), nil
		}
		port := portOf(first)
		second, err := listen(ctx, "tcp6", net.JoinHostPort("::1", strconv.Itoa(port)))
		switch {
		case err == nil:
			return []net.Listener{first, second}, port, nil
		case !addressInUse(err):
			return []net.Listener{first}, port, nil
		}
		last = err
		_ = first.Close()
	}
	return nil, 0, fmt.Errorf("%w (%w)", ErrNoLoopback, last)
}

// wsaeAddrInUse is Windows' own number for a taken port.
const wsaeAddrInUse = syscall.Errno(10048)

func addressInUse(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaeAddrInUse)
}

func portOf(l net.Listener) int {
	if a, ok := l.Addr().(*net.TCPAddr); ok {
		return a.Port
	}
	return 0
}
