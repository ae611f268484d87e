package wire

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAPanicsValueIsNotPrinted(t *testing.T) {
	const canary = "CANARY-value"
	var list []string
	var any1 any = canary
	for name, f := range map[string]func(){
		"text":              func() { panic("with " + canary) },
		"error":             func() { panic(errors.New(canary)) },
		"structure":         func() { panic(struct{ s string }{canary}) },
		"index":             func() { _ = list[len(canary)] },
		"conversion":        func() { _ = any1.(int) },
		"slice":             func() { _ = canary[len(list)+20:] },
		"unhashable":        func() { m := map[any]int{}; m[[]string{canary}]++ },
		"withheld already":  func() { panic(Withhold(canary)) },
		"nothing to follow": func() { var p *string; _ = *p },
	} {
		func() {
			defer func() {
				r := recover()
				if r == nil {
					t.Errorf("%s: no panic", name)
				}
				err := Withhold(r)
				for _, text := range []string{err.Error(), fmt.Sprintf("%v %+v %#v %s", err, err, err, err)} {
					if strings.Contains(text, canary) || text == "" {
						t.Errorf("%s: %s", name, text)
					}
				}
			}()
			f()
		}()
	}
}
