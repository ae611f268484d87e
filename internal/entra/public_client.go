package entra

import "errors"

// PublicClient is an application that people are signed in with: a client
// without a secret that the tenant knows or gets to know.
type PublicClient struct {
	ID   string
	Name string // as Microsoft's pages show it
	// Preauthorized: Microsoft has settled the rights, there is no consent page, and
	// the only thing to ask for is "/.default" of Microsoft Graph. A named right is
	// refused with AADSTS65002. Each token carries the whole set.
	Preauthorized bool
	// Global: Microsoft ships it in its global and US Government clouds, and not
	// in the one of 21Vianet in China, where nothing is known to replace it.
	Global bool
}

// The clients that Microsoft ships and that need no registration of one's own.
// Sources: Microsoft Graph PowerShell docs (authentication commands, with the
// note on China), public listings of Microsoft's first-party applications.
var (
	graphTools = PublicClient{ID: GraphCommandLineTools, Name: GraphCommandLineToolsName, Global: true}
	azureCLI   = PublicClient{ID: "04b07795-8ddb-461a-bbee-02f9e1bf7b46", Name: "Microsoft Azure CLI",
		Preauthorized: true, Global: true}
	azurePS = PublicClient{ID: "1950a258-227b-4e31-a9cf-717495945fc2",
		Name: "Microsoft Azure PowerShell", Preauthorized: true, Global: true}
)

// AzureCLI is the client of Microsoft's Azure command line, for people whom the
// consent page of the usual one stops.
func AzureCLI() PublicClient { return azureCLI }

// ClientNames are the names that ClientByName knows, the usual one first.
func ClientNames() []string { return []string{"graph", "azure-cli"} }

// ClientByName finds a shipped client by the name that people type.
func ClientByName(name string) (PublicClient, bool) {
	switch name {
	case "", "graph":
		return graphTools, true
	case "azure-cli":
		return azureCLI, true
	}
	return PublicClient{}, false
}

// ShippedClients are all that Microsoft ships and that administrators meet: the two
// that ClientByName knows, and those of tools beside this one.
func ShippedClients() []PublicClient { return []PublicClient{graphTools, azureCLI, azurePS} }

// ClientByID tells what is known of a client; of one that a company registered,
// its id. The empty id is the usual client.
func ClientByID(id string) (PublicClient, error) {
	if id == "" {
		return graphTools, nil
	}
	id, ok := guid(id)
	if !ok {
		return PublicClient{}, errors.New(
			"the client id is not an application id: it is written as 8-4-4-4-12 digits and letters a to " +
				"f. Copy \"Application (client) ID\" from the app's overview page")
	}
	for _, c := range ShippedClients() {
		if c.ID == id {
			return c, nil
		}
	}
	return PublicClient{ID: id, Name: id}, nil
}

// In reports whether the cloud has the client. What nothing is known of may be
// there.
func (p PublicClient) In(c Cloud) bool { return !p.Global || c.Name != "china" }

// As is a client for the same cloud that signs people in with another
// application.
func (c *Client) As(p PublicClient) *Client {
	other := *c
	other.public = p
	return &other
}

// Public is the application that people are signed in with.
func (c *Client) Public() PublicClient { return c.public }
