package main

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"
)

// row is one figure. goal is empty where a figure is only there to be read.
type row struct {
	what, got, goal string
	met             bool
}

// table collects figures in the order in which they were measured, and what
// could not be measured.
type table struct {
	head    string
	rows    []row
	missing []string
}

// plain adds a figure without a goal.
func (t *table) plain(what, got string) { t.rows = append(t.rows, row{what: what, got: got}) }

// judged adds a figure that has a goal; both are upper bounds in one unit.
func (t *table) judged(what string, got, most float64, unit func(float64) string) {
	t.rows = append(t.rows, row{what: what, got: unit(got), goal: "at most " + unit(most), met: got <= most})
}

// broken records what could not be measured, and why.
func (t *table) broken(what string, why error) {
	t.missing = append(t.missing, fmt.Sprintf("%s: %v", what, why))
}

// String is the table as it is printed: one figure a line, a verdict where there
// is a goal, then what was not measured.
func (t *table) String() string {
	var wide [3]int
	for _, r := range t.rows {
		for i, cell := range []string{r.what, r.got, r.goal} {
			wide[i] = max(wide[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	fmt.Fprintln(&b, t.head)
	for _, r := range t.rows {
		line := padded(r.what, wide[0]) + "  " + padded(r.got, wide[1]) + "  " + padded(r.goal, wide[2]) +
			"  " + r.verdict()
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
	}
	for _, m := range t.missing {
		fmt.Fprintln(&b, "not measured: "+m)
	}
	return b.String()
}

func (r row) verdict() string {
	switch {
	case r.goal == "":
		return ""
	case r.met:
		return "goal met"
	}
	return "goal missed"
}

func padded(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

// median is the middle value, or the mean of the two middle ones; 0 of none.
// The values are not reordered.
func median[T cmp.Ordered](values []T, mean func(a, b T) T) T {
	if len(values) == 0 {
		var zero T
		return zero
	}
	v := slices.Sorted(slices.Values(values))
	if len(v)%2 == 1 {
		return v[len(v)/2]
	}
	return mean(v[len(v)/2-1], v[len(v)/2])
}

// ratio returns a/b, or an error if b is not positive and so cannot be a
// measurement.
func ratio(a, b float64) (float64, error) {
	if b <= 0 {
		return 0, fmt.Errorf("a ratio to %g means nothing", b)
	}
	return a / b, nil
}

// The units of the table.
func times(v float64) string     { return fmt.Sprintf("%.2f×", v) }
func megabytes(v float64) string { return fmt.Sprintf("%.1f MB", v/1e6) }
func mebibytes(v float64) string { return fmt.Sprintf("%.1f MiB", v/(1<<20)) }
func trips(v float64) string     { return fmt.Sprintf("%.0f", v) }

// machine says where the figures come from; they mean little without it.
func machine() string {
	return fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(),
		runtime.Version())
}
