package entra

import "strings"

// Cloud names the service roots of one Microsoft cloud, as https://host without
// a path. A tenant lives in one of them, and tokens do not travel between them.
// Source: Microsoft Graph docs, national cloud deployments.
type Cloud struct {
	Name       string // "global", "usgov", "usgov-dod" or "china"
	Login      string // token service
	Graph      string // Microsoft Graph
	Portal     string // Azure portal
	EntraAdmin string // Entra admin center
}

// Clouds returns the known clouds, the global one first.
func Clouds() []Cloud {
	return []Cloud{
		{"global", "https://login.microsoftonline.com", "https://graph.microsoft.com",
			"https://portal.azure.com", "https://entra.microsoft.com"},
		{"usgov", "https://login.microsoftonline.us", "https://graph.microsoft.us",
			"https://portal.azure.us", "https://entra.microsoft.us"},
		{"usgov-dod", "https://login.microsoftonline.us", "https://dod-graph.microsoft.us",
			"https://portal.azure.us", "https://entra.microsoft.us"},
		{"china", "https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn",
			"https://portal.azure.cn", "https://entra.microsoftonline.cn"},
	}
}

// CloudByName finds a cloud by its Name, in any case. The empty name is the
// global cloud.
func CloudByName(name string) (Cloud, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" {
		name = "global"
	}
	for _, c := range Clouds() {
		if c.Name == name {
			return c, true
		}
	}
	return Cloud{}, false
}

// cloudOf tells which cloud a tenant's metadata points to. The Graph host
// decides, because the two American government clouds share their token service.
func cloudOf(graphHost, instance string) (Cloud, bool) {
	for _, c := range Clouds() {
		if graphHost != "" && strings.EqualFold("https://"+graphHost, c.Graph) {
			return c, true
		}
	}
	return cloudNamedIn(instance)
}

// cloudNamedIn finds the mention of a national cloud in a text of the token
// service, as in the description of AADSTS90038.
func cloudNamedIn(text string) (Cloud, bool) {
	text = strings.ToLower(text)
	marks := []struct{ mark, cloud string }{
		{"microsoftonline.us", "usgov"},
		{"microsoftonline.cn", "china"},
		{"chinacloudapi.cn", "china"},
		{"microsoftonline.com", "global"},
	}
	for _, m := range marks {
		if strings.Contains(text, m.mark) {
			return CloudByName(m.cloud)
		}
	}
	return Cloud{}, false
}
