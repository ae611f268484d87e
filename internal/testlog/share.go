package main

import (
	"sync"
	"time"
)

// meter samples, while tests run, how many seconds of real time one second of
// processor time takes: 1 on an idle computer, 5 when four other processes compete
// for the processor.
type meter struct {
	mu    sync.Mutex
	looks []share
}

// share is one sample.
type share struct {
	at   time.Time
	wait float64
}

// The length and the interval of samples: frequent enough that a test of a few
// seconds has several.
const (
	work      = 20 * time.Millisecond // of the processor's time
	lookEvery = time.Second
)

// run takes samples until it is stopped. It takes none on a system that does not
// report processor time.
func (m *meter) run(stop <-chan struct{}) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		if wait, ok := waited(work); ok {
			m.add(time.Now(), wait)
		}
		select {
		case <-t.C:
		case <-stop:
			return
		}
	}
}

func (m *meter) add(at time.Time, wait float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.looks = append(m.looks, share{at, max(1, wait)})
}

// between returns the mean of the samples in and just around a period, or 1 without
// samples.
func (m *meter) between(from, to time.Time) float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	sum, n := 0.0, 0
	for _, l := range m.looks {
		if !l.at.Before(from.Add(-2*lookEvery)) && !l.at.After(to.Add(2*lookEvery)) {
			sum, n = sum+l.wait, n+1
		}
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}
