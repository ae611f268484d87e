package secret

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const canary = "canary~8Q~value"

// holder has the secret where fmt cannot call methods.
type holder struct {
	name   string
	secret Value
	deep   struct{ list []Value }
	table  map[string]Value
}

func TestSecretIsNeverPrinted(t *testing.T) {
	s := New(canary)
	h := holder{name: "x", secret: s, table: map[string]Value{"k": s}}
	h.deep.list = []Value{s}
	open := struct {
		Secret  Value
		Pointer *Value
	}{s, &s}
	var out bytes.Buffer
	for _, v := range []any{s, &s, h, &h, open, []Value{s}, []any{h}, map[[1]int]Value{{}: s}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T", "%10.3s", "%t", "%08b"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		fmt.Fprintln(&out, v)
		j, err := json.Marshal(v)
		if err == nil {
			out.Write(j)
		}
		if x, err := xml.Marshal(v); err == nil {
			out.Write(x)
		}
	}
	log := slog.New(slog.NewJSONHandler(&out, nil))
	log.Info("x", "s", s, "p", &s, "h", h, "o", open)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "s", s, "h", h, "o", open)
	fmt.Fprint(&out, errors.Join(fmt.Errorf("failed with %v", s)))
	func() {
		defer func() { fmt.Fprint(&out, recover()) }()
		panic(s)
	}()
	for _, part := range []string{canary, "canary", "63616e617279", "63 61 6e", "Y2FuYXJ5"} {
		if strings.Contains(out.String(), part) {
			t.Errorf("%q is in the output", part)
		}
	}
	if !strings.Contains(out.String(), `"Secret":"[secret]"`) {
		t.Error("the mask is not in the output")
	}
}

func TestSecretValue(t *testing.T) {
	s := New(canary)
	if s.Reveal() != canary || s.Empty() || !s.Equal(New(canary)) || s.Equal(New(canary+"x")) || s.Equal(Value{}) {
		t.Error("the value is not what was given")
	}
	if !(Value{}).Empty() || (Value{}).Reveal() != "" || !New("").Equal(Value{}) {
		t.Error("the zero secret is not empty")
	}
	var back Value
	if json.Unmarshal([]byte(`"[secret]"`), &back) == nil || back.UnmarshalText([]byte("x")) == nil || !back.Empty() {
		t.Error("a secret was read from its mask")
	}
}
