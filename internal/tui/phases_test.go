package tui

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// The phases whose pages are those of the walk.
const (
	consentPhase  = judge.ConsentPhase
	accountPhase  = "10-11"
	secretPhase   = judge.SecretPhase
	proofPhase    = string(steps.PageProof)
	handOverPhase = string(steps.PageHandOver)
	pilotPhase    = string(steps.PagePilot)
	usersPhase    = "A1-A2"
)
