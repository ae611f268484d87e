package document

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/explain"
	"ssowizard/internal/setup"
)

// ExplainSchema names the form of the document of an explanation.
const ExplainSchema = "ssowizard/explain/1"

// Explain is what an explanation writes.
type Explain struct {
	Schema     string    `json:"schema"` // always ExplainSchema
	At         time.Time `json:"at"`     // UTC
	Recognised bool      `json:"recognised"`
	// Services are who was asked in Microsoft's place, where Entra was read.
	Services *setup.Roots `json:"services,omitempty"`
	explain.Explanation
	// Consent is what a sign-in left in the tenant; left out for nothing.
	Consent *engine.ConsentTold `json:"consent,omitempty"`
	Exit    ExitCode            `json:"exit"`
}

// Looked is what a sign-in brought along with an explanation; zero without one.
type Looked struct {
	Services setup.Services
	Consent  *engine.ConsentTold
}

// NewExplain makes the document of an explanation.
func NewExplain(e explain.Explanation, at time.Time, by Looked, code ExitCode) Explain {
	return Explain{Schema: ExplainSchema, At: at.UTC(), Recognised: e.Recognised(),
		Services: by.Services.Roots(), Explanation: e, Consent: by.Consent, Exit: code}
}
