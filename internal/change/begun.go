package change

import (
	"errors"
	"net/http"

	"ssowizard/internal/graph"
)

// Refused tells that Entra said no to a write, so that nothing came of it.
func Refused(err error) bool {
	var ge *graph.Error
	return !errors.Is(err, graph.ErrUncertain) && errors.As(err, &ge) &&
		ge.Status >= http.StatusBadRequest && ge.Status < http.StatusInternalServerError
}
