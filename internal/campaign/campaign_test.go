//go:build campaign

package campaign

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

// TestCampaignsOfOtherPackages plays the campaigns that live beside what they
// need: one test binary a package, one process a campaign, as many at a time as go
// test plays tests. Small worlds come and go by the thousand in each, so that garbage
// is collected less often than in the program.
func TestCampaignsOfOtherPackages(t *testing.T) {
	root, err := filepath.Abs("../..")
	must.Do(t, err)
	readAll(t, root)
	for _, folder := range slices.Sorted(maps.Keys(Tests)) {
		if strings.HasPrefix(folder, "internal/campaign/") {
			continue // go test finds it by itself
		}
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			binary := filepath.Join(t.TempDir(), "campaign.test")
			build := exec.CommandContext(t.Context(), "go", "test", "-tags", "campaign", "-c", "-o", binary, "./"+folder)
			build.Dir = root
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, name := range Tests[folder] {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					run := exec.CommandContext(t.Context(), binary, "-test.v", "-test.timeout", "20m", "-test.run", "^"+name+"$")
					run.Dir, run.Env = filepath.Join(root, folder), append(os.Environ(), "GOGC=400")
					out, err := run.CombinedOutput()
					switch said := string(out); {
					case err != nil:
						t.Errorf("%v\n%s", err, said)
					case !strings.Contains(said, "--- PASS: "+name): // it is for another system, or lacks something here
						t.Skip(said)
					}
				})
			}
		})
	}
}

// readAll looks at each Go file of the module, so that go test does not take a
// result for today's after one of them was changed.
func readAll(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".go" {
			_, err = os.Stat(path)
		}
		return err
	})
	must.Do(t, err)
}
