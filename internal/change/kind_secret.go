package change

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// RemovingPassword is the request that removes a secret.
func RemovingPassword(app graph.Application, keyID string) setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/applications/" + app.ID + "/removePassword",
		Body: Pretty(map[string]string{"keyId": keyID})}
}
