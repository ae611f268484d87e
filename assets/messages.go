package assets

import (
	_ "embed"
	"maps"
	"sync"
)

//go:embed messages.json
var messagesJSON []byte

var parsedMessages = sync.OnceValue(func() map[string]string {
	return embedded[map[string]string]("messages.json", messagesJSON)
})

// Message is the text of an id, with placeholders that internal/messages fills in; "" for an id
// that is not there.
func Message(id string) string { return parsedMessages()[id] }

// Messages returns all texts by id. The map is the caller's own.
func Messages() map[string]string { return maps.Clone(parsedMessages()) }
