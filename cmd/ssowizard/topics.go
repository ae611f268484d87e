package main

import "github.com/spf13/cobra"

// strictTopics makes the commands that the library brings refuse what they do not
// know: by themselves they print their help and end as if all were good.
func (o *options) strictTopics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Args = func(_ *cobra.Command, args []string) error {
				about, rest, err := root.Find(args)
				if err != nil {
					about, rest = root, args
				}
				return o.noArgs(about, rest)
			}
		case "completion":
			c.Args = o.noArgs
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		}
	}
}
