package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ssowizard/internal/text"
)

// wrongFlag explains a wrong flag in the program's own words: the library's messages
// name its functions.
func wrongFlag(c *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		bare    *pflag.ValueRequiredError
		value   *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	help := "See: " + c.CommandPath() + " --help."
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown, help)
	case errors.As(err, &bare):
		return &usageError{fmt.Sprintf("--%s needs an argument, and none was given.",
			text.Clean(bare.GetSpecifiedName())), help}
	case errors.As(err, &value):
		return &usageError{fmt.Sprintf("--%s cannot be %q.", value.GetFlag().Name,
			text.Clean(value.GetValue())), wanted(value.GetFlag()) + " " + help}
	case errors.As(err, &syntax):
		return &usageError{fmt.Sprintf("%q is not a flag.", text.Clean(syntax.GetSpecifiedFlag())), help}
	}
	return err
}

// unknownFlag distinguishes a flag of another command from one that no command has.
func unknownFlag(c *cobra.Command, err *pflag.NotExistError, help string) error {
	name := text.Clean(err.GetSpecifiedName())
	if short := err.GetSpecifiedShortnames(); short != "" {
		return &usageError{fmt.Sprintf("Unknown flag: -%s.", name),
			"All flags but -h are words, as --tenant. " + help}
	}
	var takers []string
	for _, other := range c.Root().Commands() {
		if other.Flags().Lookup(name) != nil {
			takers = append(takers, other.Name())
		}
	}
	if len(takers) == 0 {
		return &usageError{fmt.Sprintf("Unknown flag: --%s.", name), help}
	}
	return &usageError{fmt.Sprintf("--%s means nothing to %q.", name, c.CommandPath()),
		fmt.Sprintf("Leave it out. It is for: %s. %s", strings.Join(takers, ", "), help)}
}

// wanted says what a flag accepts.
func wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return fmt.Sprintf("Write --%s alone for yes, or --%s=false for no.", f.Name, f.Name)
	case "int":
		return "Give a whole number."
	case "intSlice":
		return "Give a whole number, or several with commas between them."
	case "duration":
		return "Give a number with its unit, as 90s or 5m."
	}
	return "Give another value."
}
