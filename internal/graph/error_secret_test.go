package graph

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestARefusalThatQuotesTheSecretIsRedacted: the secret was made, and the
// answer that says otherwise quotes it in every field that is printed.
func TestARefusalThatQuotesTheSecretIsRedacted(t *testing.T) {
	const value = "abc8Q~xExample0NotARealValue_123456789abcd"
	quoting := strings.ReplaceAll(`{"error":{"code":"xV","message":"the secret is V","details":[{"code":"V","message":"V!","target":"V"}],`+
		`"innerError":{"code":"V","request-id":"V","client-request-id":"V","date":"V"}}}`, "V", value)
	for _, status := range []int{400, 403, 500} {
		w := secretOne
		w.status, w.answer, w.reply = status, quoting, map[string]string{"request-id": value, "Date": value}
		c, _ := setup(t, w)
		_, err := c.AddPassword(t.Context(), "o1", "d", at)
		var e *Error
		if !errors.As(err, &e) || e.Status != status {
			t.Fatalf("%d: %v", status, err)
		}
		if said := fmt.Sprintf("%+v %v", *e, err); strings.Contains(said, "Example0Not") {
			t.Errorf("%d: the error holds the secret: %s", status, said)
		}
	}
}
