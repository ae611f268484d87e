package main

import (
	"sync"
	"time"
)

// meter measures, while tests run, how long a piece of work takes of the wall's time
// for each second that the processor spends on it: 1 where nothing else runs, 5
// where four others want the same processor, or where its owner lends it out.
type meter struct {
	mu    sync.Mutex
	looks []share
}

// share is what one look found.
type share struct {
	at   time.Time
	wait float64
}

// Each look works for so long, often enough that a test of some seconds has several.
const (
	work      = 20 * time.Millisecond // of the processor's time
	lookEvery = time.Second
)

// run looks until it is stopped. Where the processor's time cannot be asked for it
// looks at nothing.
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

// between is the mean of the looks in a stretch of time and just beside it; 1
// without any.
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
