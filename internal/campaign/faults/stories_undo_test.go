package faults

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// takenBack lists the stories in which what a prepared world holds of the program is taken back. One takes all of it
// back in one go, the newest first. A world of several writes has a story for each write, which begins where the one
// before has ended, and the long one beside them where what was done was played in depth.
func takenBack(ctx context.Context, st story, before *prepared) ([]story, error) {
	what := st.name
	whole := story{name: "undo " + what, before: before, play: takeEverythingBack, undone: true}
	var parts []story
	for {
		i, err := newestWrite(ctx, before)
		if err != nil {
			return nil, err
		}
		if i < 0 {
			break
		}
		st := story{name: fmt.Sprintf("undo %s, write %d", what, i+1), before: before, play: takeBack(i), undone: true}
		parts = append(parts, st)
		if before, err = prepare(ctx, st); err != nil {
			return nil, err
		}
	}
	var refused *unfinished
	if _, err := prepare(ctx, whole); errors.As(err, &refused) {
		return parts, nil // somebody else's work hangs on the rest
	} else if err != nil {
		return nil, err
	}
	if len(parts) < 2 {
		return []story{whole}, nil
	}
	if whole.thin = true; !st.deep {
		return parts, nil
	}
	return append(parts, whole), nil
}

// newestWrite is the place of the newest receipt that can be taken back, -1 for none.
func newestWrite(ctx context.Context, before *prepared) (int, error) {
	w, err := start(before.sc, before, longEnough)
	if err != nil {
		return -1, err
	}
	defer w.end()
	found := -1
	_, err = w.run(ctx, story{play: func(ctx context.Context, w *world, r *engine.Session) error {
		if err := enter(ctx, w, r, false); err != nil || r.Profile().App.AppID == "" {
			return err
		}
		if _, err := r.Observe(ctx); err != nil {
			return err
		}
		items := r.Undoable()
		if i := slices.IndexFunc(items, func(i undo.Item) bool { return i.Can }); i >= 0 {
			found = items[i].Index
		}
		return nil
	}})
	return found, err
}

// takeBack undoes one write, if it is not undone already.
func takeBack(index int) func(context.Context, *world, *engine.Session) error {
	return func(ctx context.Context, w *world, r *engine.Session) error {
		if err := enter(ctx, w, r, false); err != nil {
			return err
		}
		p := r.Profile()
		if p.App.AppID == "" || p.Receipts[index].Undone != nil {
			return nil // taken back already
		}
		if _, err := r.Observe(ctx); err != nil {
			return err
		}
		if r.Profile().Receipts[index].Undone != nil {
			return nil // and now it is known
		}
		items := r.Undoable()
		i := slices.IndexFunc(items, func(i undo.Item) bool { return i.Index == index })
		switch {
		case i < 0:
			return errors.New("the write is not offered to be taken back")
		case !items[i].Can:
			return notUndone(r, items[i:i+1])
		}
		plan, err := r.PlanUndo(index)
		return apply(ctx, r, plan, err)
	}
}

// takeEverythingBack undoes what the wizard wrote, the newest first.
func takeEverythingBack(ctx context.Context, w *world, r *engine.Session) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if r.Profile().App.AppID == "" {
		return nil // taken back already
	}
	if _, err := r.Observe(ctx); err != nil {
		return err
	}
	for {
		items := r.Undoable()
		i := slices.IndexFunc(items, func(i undo.Item) bool { return i.Can })
		if i < 0 {
			return notUndone(r, items)
		}
		plan, err := r.PlanUndo(items[i].Index)
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
		if r.Profile().App.AppID == "" {
			return nil
		}
		if _, err := r.Observe(ctx); err != nil {
			return err
		}
	}
}

// notUndone says what stays, which is right only where it is gone already, or came back from the recycle bin.
func notUndone(r *engine.Session, items []undo.Item) error {
	if s := r.Snapshot(); s.App.Known && s.App.Value == nil && s.Deleted.Value != nil {
		return nil // the recycle bin shows that it was deleted
	}
	var open []setup.Finding
	for _, i := range items {
		if !strings.Contains(i.Why, "already") && !strings.Contains(i.Why, "brought back from the recycle bin") {
			open = append(open, setup.Finding{Code: setup.CodeChangedSince, Args: messages.With("receipt", i.Receipt.Summary, "why", i.Why, "do", "Look at it in Entra, then run it again.")})
		}
	}
	if len(open) > 0 {
		return &unfinished{open}
	}
	return nil
}
