package plain_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/campaign"
	"ssowizard/internal/engine"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/testkit"
	"ssowizard/internal/testmetrics"
)

// wanderer answers each question of a walk: first with a text that steers, where the
// question has not been put in this walk, then with what was answered least often in
// all walks. So every choice is taken sooner or later, by nobody's script.
type wanderer struct {
	talk  *buffer
	uris  []string
	dir   string
	taken map[string]int // how often an answer was given, by the question and it
	asked map[string]int // how often a question was put in this walk
	seen  int
	left  int // answers until the person goes away
	next  int // the text that steers
	// enter enters a device code in a browser, where that was chosen.
	enter   func(code string) error
	leave   func()
	code    string
	options [][]string // of the list that was put last
}

var enterCode = regexp.MustCompile(`(?m)^ *Enter +([A-Z0-9]{8,9})$`)

var numbered = regexp.MustCompile(`(?m)^ {2,}(\d+)\. (.*)$`)

func (w *wanderer) Read(b []byte) (int, error) {
	said := w.talk.String()[w.seen:]
	w.seen += len(said)
	if m := enterCode.FindStringSubmatch(said); m != nil {
		w.code = m[1]
	}
	if w.left--; w.left < 0 {
		return 0, io.EOF
	}
	return copy(b, w.answer(said)+"\n"), nil
}

func (w *wanderer) answer(said string) string {
	prompt := said[strings.LastIndex(said, "\n")+1:]
	options := numbered.FindAllStringSubmatch(said, -1)
	if len(options) == 0 {
		options = w.options // a wrong answer does not put the list again
	}
	w.options = options
	about := prompt
	if strings.Contains(prompt, "Number") {
		for _, o := range options {
			about += o[2]
		}
	}
	w.asked[about]++
	if w.asked[about] == 1 {
		w.next++
		text := injecttest.Texts[w.next%len(injecttest.Texts)]
		return strings.NewReplacer("\n", " ", "\r", " ").Replace(text[:min(len(text), 2000)])
	}
	var answers []string
	switch {
	case strings.Contains(prompt, "Number") && len(options) > 0:
		last := slices.IndexFunc(options, func(o []string) bool { return o[1] == "1" })
		for i := len(options) - 1; i >= 0; i-- { // the list that was put last
			if options[i][1] == "1" {
				last = i
				break
			}
		}
		for _, o := range options[max(last, 0):] {
			answers = append(answers, o[1]+"\x00"+o[2])
		}
	case strings.Contains(prompt, "yes/no"):
		answers = []string{"yes", "no"}
	case strings.Contains(prompt, "domain"):
		return "contoso.com"
	case strings.Contains(prompt, "Application (client) ID"):
		return judgedID
	case strings.Contains(said, "Paste the list now"):
		return strings.Join(w.uris, "\n") + "\n"
	case strings.HasPrefix(strings.TrimPrefix(prompt, "(practice) "), "File"):
		return filepath.Join(w.dir, strconv.Itoa(w.seen)+".ics")
	default:
		answers = []string{"", "bvoip SSO"}
	}
	least := answers[0]
	for _, a := range answers {
		if w.cost(a) < w.cost(least) {
			least = a
		}
	}
	w.taken[sortOf(least)]++
	number, label, _ := strings.Cut(least, "\x00")
	if strings.Contains(label, "practice page") {
		if w.enter(w.code) != nil {
			w.leave() // the page lets nobody on, and the program would wait for it
		}
	}
	return number
}

// cost is higher the more often an answer was given, and for what ends a walk.
func (w *wanderer) cost(answer string) int {
	weight := 1
	for word, n := range map[string]int{"Leave": 12, "no": 4, "Skip": 4, "portal": 2, "Stop": 12} {
		if strings.Contains(sortOf(answer), word) {
			weight = max(weight, n)
		}
	}
	return (w.taken[sortOf(answer)] + 1) * weight
}

// sortOf is an answer without its number and without what a tenant says in it.
func sortOf(answer string) string {
	if _, label, ok := strings.Cut(answer, "\x00"); ok {
		answer = label
	}
	return answer[:min(len(answer), 24)]
}

// judgedID is the registration of the practice tenants that have one.
const judgedID = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"

// wanderings are the tasks in the order in which one computer does them.
var wanderings = map[string]func(context.Context, plain.Config) error{
	"1 setup": plain.Run,
	"2 by hand": func(ctx context.Context, c plain.Config) error {
		c.SignIn = "none"
		return plain.Run(ctx, c)
	},
	"3 check": func(ctx context.Context, c plain.Config) error { return plain.Validate(ctx, c, false) },
	"4 renewal": func(ctx context.Context, c plain.Config) error {
		return plain.Renew(ctx, c, plain.RenewChoice{Calendar: func(string, setup.Profile) error { return nil }})
	},
	"5 undo": func(ctx context.Context, c plain.Config) error { return plain.Undo(ctx, c, plain.UndoChoice{}) },
	"6 report": func(ctx context.Context, c plain.Config) error {
		return plain.Support(ctx, c, plain.SupportChoice{})
	},
}

// TestHostileTextReachesNoQuestionLineByLine: in hostile tenants each question is
// answered with what steers, then on every way, by whoever wanders.
func TestHostileTextReachesNoQuestionLineByLine(t *testing.T) {
	t.Parallel()
	tenants := []string{"new", "adopt", "assignment-required", "client-disabled", "code-blocked", "deleted", "good", "guest", "hand-over", "pim", "reader", "search",
		"secret-ending", "secrets-forbidden", "secrets-hand-over", "trailing-slash", "two-faults"}
	taken, all, answers := map[string]int{}, &strings.Builder{}, 0
	for round := range campaign.AtLeast(4, 1) {
		for _, tenant := range campaign.Some(tenants, 1) {
			all.WriteString(wander(t, tenant, round, taken, &answers))
		}
	}
	testmetrics.Record(t, "%d answers", answers)
	if !campaign.Whole {
		return
	}
	said := squashed(all.String())
	for _, words := range choicesOf(t) {
		switch came, owed := strings.Contains(said, squashed(words)), slices.Contains(unwandered, words); {
		case !came && !owed:
			t.Errorf("nobody wandered to %q", words)
		case came && owed:
			t.Errorf("somebody wandered to %q: take it off the list", words)
		}
	}
}

// answersMost is how much a person answers in one task.
const answersMost = 90

// wander does every task in one tenant, and returns all that was said.
func wander(t *testing.T, tenant string, round int, taken map[string]int, answers *int) string {
	t.Helper()
	kit := testkit.New(t, sim.Options{Tenant: tenant})
	injector := &injecttest.Injector{Base: kit.Srv.Transport()}
	r := &room{t: t, kit: kit, srv: kit.Srv, sc: kit.Srv.Scenario(), store: kit.Store, keychain: kit.Keychain, dir: t.TempDir()}
	var all strings.Builder
	for _, task := range campaign.Keys(wanderings, len(wanderings)) {
		c := kit.ConfigOver(injector)
		c.Dir = r.dir
		if round == 3 {
			c.Keychain = noKeychain{kit.Keychain}
		}
		r.eng, r.out, r.talk = engine.NewSession(c), &buffer{}, &buffer{}
		ctx, leave := context.WithTimeout(t.Context(), 30*time.Second)
		w := &wanderer{talk: r.talk, uris: r.sc.PortalURIs, dir: r.dir, taken: taken, asked: map[string]int{}, left: answersMost, next: round,
			enter: func(code string) error { return r.srv.ApproveDevice(code, "") }, leave: leave}
		cfg := r.config()
		cfg.In, cfg.Talk, cfg.Width, cfg.Wide = w, leaver{r.talk, leave}, 80, 80
		_ = wanderings[task](ctx, cfg) // how it ends is where the person went
		leave()
		*answers += answersMost - max(w.left, 0)
		for where, text := range map[string]string{"said": r.talk.String(), "answered": r.out.String()} {
			if wrong := injecttest.Shown(text); wrong != "" {
				t.Errorf("%s, %s, %s: %s", tenant, task, where, wrong)
			}
			for line := range strings.SplitSeq(text, "\n") {
				if n := injecttest.Columns(line); n > 80 && len(strings.Fields(line)) > 1 && !strings.Contains(line, ": ") {
					t.Errorf("%s, %s: a line of %d columns: %.200q", tenant, task, n, line)
				}
			}
			all.WriteString(text)
		}
	}
	return all.String()
}

// leaver goes away where nothing else would end a wait: a colleague, or a sign-in that
// nobody makes, is waited for.
type leaver struct {
	io.Writer
	leave func()
}

func (l leaver) Write(b []byte) (int, error) {
	if said := string(b); strings.Contains(said, "Waiting: No colleague has") ||
		strings.Contains(said, "Waiting: The sign-in is not in Entra's log yet") {
		l.leave()
	}
	return l.Writer.Write(b)
}

// unwandered are the choices that nobody wanders to yet.
var unwandered = []string{
	"Enough",
	"Say whose tenant this is",
	"Your company's domain (Enter alone leaves it out)",
}

func squashed(s string) string { return strings.Join(strings.Fields(s), " ") }

// choicesOf are the words of the choices and questions in the program's text: of
// what is put together, its beginning.
func choicesOf(t *testing.T) (out []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			kv, ok := n.(*ast.KeyValueExpr)
			if ok {
				id, is := kv.Key.(*ast.Ident)
				named := is && (id.Name == "label" || id.Name == "text")
				if s := beginning(kv.Value); named && s != "" {
					out = append(out, s)
				}
			}
			return true
		})
	}
	return out
}

// beginning is the text at the left end of an expression, "" where there is none.
func beginning(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.BinaryExpr:
		return beginning(e.X)
	}
	return ""
}
