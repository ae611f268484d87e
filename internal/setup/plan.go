package setup

// Request is one write as it will be sent, for those who want to see it. The
// answer to it may hold a secret, the request never does.
type Request struct {
	Method string
	Path   string
	Body   string // indented JSON; empty where there is none
}
