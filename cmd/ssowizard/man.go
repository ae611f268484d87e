package main

import (
	"fmt"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
)

// manCommand writes the manual page, for those who make packages.
func manCommand(ios *ioStreams) *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: "Write the manual page", Hidden: true, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			for _, one := range c.Root().Commands() {
				one.Long = withCodes(one.Long)
			}
			page, err := mango.NewManPage(1, c.Root())
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(ios.out, page.Build(roff.NewDocument()))
			return err
		},
	}
}
