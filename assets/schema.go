package assets

import _ "embed"

//go:embed schema/graph-v1.json
var graphSchema []byte

//go:embed schema/graph-permissions.json
var graphPermissions []byte

// GraphSchema returns the table of Microsoft Graph v1.0 type, property and enumeration names that
// the practice tenant checks requests against. Source: the metadata Microsoft publishes as
// microsoftgraph/msgraph-metadata; the table's own header names the file, commit and date.
func GraphSchema() []byte { return graphSchema }

// GraphPermissions returns ids and names of some of the app roles and delegated scopes that
// Microsoft Graph offers, as Microsoft publishes them in
// microsoftgraph/microsoft-graph-devx-content; the header names file and date.
func GraphPermissions() []byte { return graphPermissions }
