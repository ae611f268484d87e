package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

// outside are the names by which Go code reaches another computer or makes what
// does, by package. A pointer to a client is none: somebody else made it.
var outside = map[string]*regexp.Regexp{
	"net/http":                 regexp.MustCompile(`^(Client|Transport|DefaultClient|DefaultTransport|Get|Head|Post|PostForm|NewRequest|NewRequestWithContext)$`),
	"net":                      regexp.MustCompile(`^(Dial.*|Listen|ListenConfig|ListenPacket|ListenTCP|ListenUDP|ListenIP|ListenUnix.*|ListenMulticastUDP|Lookup.*|Resolver|DefaultResolver|FileConn|FilePacketConn)$`),
	"crypto/tls":               regexp.MustCompile(`^(Config|Dial.*|Client|Listen|NewListener)$`),
	"os/exec":                  regexp.MustCompile(`^(Command|CommandContext|Cmd)$`),
	"os":                       regexp.MustCompile(`^StartProcess$`),
	"syscall":                  regexp.MustCompile(`^(Socket|Connect|Sendto|Sendmsg|Exec|ForkExec|StartProcess)$`),
	"golang.org/x/sys/unix":    regexp.MustCompile(`^(Socket|Connect|Sendto|Sendmsg.*|Exec)$`),
	"golang.org/x/sys/windows": regexp.MustCompile(`^(Socket|WSA.*|Connect|Connectex|CreateProcess.*|ShellExecute)$`),
	"golang.org/x/oauth2":      regexp.MustCompile(`^(NewClient)$`),
}

// never are packages that do nothing but reach outside, in ways of their own.
var never = regexp.MustCompile(`^(net/rpc|net/rpc/.*|net/smtp|net/http/cgi|net/http/fcgi|golang\.org/x/net/.*|log/syslog|plugin|.*/websocket)$`)

// mayReach names each file of the program that uses such a name, and why.
var mayReach = map[string][]string{
	"internal/wire/client.go":            {"http.Client", "http.DefaultTransport", "tls.Config"}, // the one maker of clients
	"internal/graph/send.go":             {"http.NewRequestWithContext"},                         // below the root that was checked
	"internal/entra/tenant.go":           {"http.NewRequestWithContext"},                         // the same
	"internal/entra/answer.go":           {"http.Client", "http.DefaultTransport"},               // the client it was given, with its answers held
	"internal/entra/browser.go":          {"net.ListenConfig"},                                   // the loopback that the browser comes back to
	"cmd/ssowizard/browser.go":           {"exec.CommandContext"},                                // a fixed program, one checked address, no shell
	"internal/vault/probe_lock_linux.go": {"syscall.Socket"},                                     // a name in the kernel, to which nobody connects
	"internal/sim/control.go":            {"http.Client", "http.NewRequestWithContext"},          // practice: loopback only
	"internal/sim/memory.go":             {"http.DefaultTransport"},                              // to the program that waits on loopback
	"internal/sim/ports.go":              {"net.ListenConfig"},
	"internal/sim/portal_server.go":      {"http.Client"},
	"internal/sim/portal_users.go":       {"http.NewRequestWithContext"},
}

// TestOnlyNamedFilesReachOutside: who makes a client, dials, listens or starts a
// program is known by name, on every system. What is not in the list sends
// nothing, wherever it would have sent it.
func TestOnlyNamedFilesReachOutside(t *testing.T) {
	used := map[string][]string{}
	for _, r := range packages(t) {
		if slices.Contains(workshop, r.ImportPath) {
			continue
		}
		files, err := filepath.Glob(filepath.Join(r.Dir, "*.go")) // those of other systems too
		must.Do(t, err)
		for _, f := range files {
			if !strings.HasSuffix(f, "_test.go") {
				name := strings.TrimPrefix(r.ImportPath, "ssowizard/") + "/" + filepath.Base(f)
				used[name] = reaching(t, f)
			}
		}
	}
	for file, names := range used {
		for _, n := range names {
			if !slices.Contains(mayReach[file], n) {
				t.Errorf("%s uses %s, by which something could be sent elsewhere; it is not named for that", file, n)
			}
		}
	}
	for file, names := range mayReach {
		for _, n := range names {
			if !slices.Contains(used[file], n) {
				t.Errorf("%s is named for %s and does not use it", file, n)
			}
		}
	}
	if len(used) < 100 {
		t.Errorf("only %d files were looked at", len(used))
	}
}

// workshop are the rooms that are no part of the program.
var workshop = []string{"ssowizard/internal/bench", "ssowizard/internal/bench/bare", "ssowizard/internal/fuzzing", "ssowizard/internal/injecttest", "ssowizard/internal/testmetrics", "ssowizard/internal/keyringtest", "ssowizard/internal/must", "ssowizard/internal/fakeclock", "ssowizard/internal/campaign", "ssowizard/internal/campaign/faults", "ssowizard/internal/testlog", "ssowizard/internal/testkit"}

// reaching lists the names of a file by which it could reach outside.
func reaching(t *testing.T, file string) (out []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	must.Do(t, err)
	local := map[string]string{} // what packages are called here
	for _, i := range tree.Imports {
		path := strings.Trim(i.Path.Value, `"`)
		name := path[strings.LastIndex(path, "/")+1:]
		if i.Name != nil {
			name = i.Name.Name
		}
		if never.MatchString(path) || name == "." {
			out = append(out, path)
		}
		local[name] = path
	}
	pointers := map[ast.Node]bool{} // types behind a star are made elsewhere
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StarExpr:
			pointers[n.X] = true
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			if !ok || pointers[n] || local[x.Name] == "" {
				return true
			}
			path := local[x.Name]
			if re := outside[path]; re != nil && re.MatchString(n.Sel.Name) {
				if name := filepath.Base(path) + "." + n.Sel.Name; !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		}
		return true
	})
	return out
}

// TestWhatReachesOutsideIsFound: other names of packages, values and composites
// are seen, and a pointer that was handed in is not.
func TestWhatReachesOutsideIsFound(t *testing.T) {
	for text, want := range map[string][]string{
		"import \"net/http\"\nvar c = &http.Client{}":                        {"http.Client"},
		"import web \"net/http\"\nvar c = new(web.Client)":                   {"http.Client"},
		"import \"net/http\"\nfunc f(c *http.Client) {}":                     nil,
		"import \"net/http\"\nvar c http.Client":                             {"http.Client"},
		"import \"net\"\nvar f = net.DialTimeout":                            {"net.DialTimeout"},
		"import . \"net/http\"":                                              {"net/http"},
		"import \"net/smtp\"\nvar f = smtp.SendMail":                         {"net/smtp"},
		"import \"net/http\"\nvar f = http.Post\nvar g = http.StatusText":    {"http.Post"},
		"import \"ssowizard/internal/wire\"\nvar c = wire.NewClient(wire.X)": nil,
	} {
		file := filepath.Join(t.TempDir(), "x.go")
		must.Do(t, os.WriteFile(file, []byte("package x\n"+text+"\n"), 0o600))
		if got := reaching(t, file); !slices.Equal(got, want) {
			t.Errorf("%q reaches by %q, want %q", text, got, want)
		}
	}
}
