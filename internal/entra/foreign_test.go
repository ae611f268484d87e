package entra

import "testing"

func TestForeignRootsAreThoseThatAreNotTheCloudsOwn(t *testing.T) {
	for _, c := range Clouds() {
		if r := c.Foreign(); r != nil {
			t.Errorf("%s: its own roots are foreign: %+v", c.Name, *r)
		}
		c.Graph = "https://graph.example:8443"
		r := c.Foreign()
		if r == nil || r.Login != "" || r.Graph != c.Graph {
			t.Fatalf("%s: %+v", c.Name, r)
		}
		if login, graph := r.Hosts(); login != "" || graph != "graph.example:8443" {
			t.Errorf("hosts %q, %q", login, graph)
		}
	}
	usgov, _ := CloudByName("usgov")
	global, _ := CloudByName("")
	global.Login = usgov.Login
	if r := global.Foreign(); r == nil || r.Login != usgov.Login {
		t.Errorf("another cloud's sign-in service passes for the chosen one's: %+v", r)
	}
}
