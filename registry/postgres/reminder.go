package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Quality = (*Store)(nil)

// remindChunk is how many records are read at once.
const remindChunk = 2000

// remind brings the reminders up to date, in one transaction.
func (s *Store) remind(ctx context.Context, finish finish) error {
	day := s.today()
	err := pgx.BeginTxFunc(ctx, s.write, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
		r := &reminding{appending: appending{store: s, tx: tx, day: day}}
		r.further = func(string) any { return day.Time }
		var err error
		if r.clocks, err = s.clocksOf(ctx, tx); err != nil {
			return err
		}
		if err := r.exec(ctx, "remind_1_create"); err != nil {
			return err
		}
		for more := true; more; {
			if more, err = r.some(ctx); err != nil {
				return err
			}
		}
		if err := r.each(ctx, []string{"remind_analyze", "remind_2_gone", "remind_3_keep"}); err != nil {
			return err
		}
		return finish(ctx, tx, r.read)
	})
	return s.fault("bring the reminders up to date", err)
}

// reminding is one round of reminders on its way.
type reminding struct {
	appending
	after int64
}

// some reads the next records, and tells whether there are more.
func (r *reminding) some(ctx context.Context) (more bool, err error) {
	rows, err := r.tx.Query(ctx, statement("remind_records"), pgx.StrictNamedArgs{"after": r.after, "limit": remindChunk})
	if err != nil {
		return false, err
	}
	var found [][]any
	count := 0
	var lifecycle string
	var document registry.Record
	_, err = pgx.ForEachRow(rows, []any{&r.after, &lifecycle, &document}, func() error {
		count++
		for _, m := range document.Reminders(r.moment(lifecycle)) {
			found = append(found, []any{r.after, m.Kind, m.About, m.State, dayOrNull(m.DueOn)})
		}
		document = registry.Record{} // the next one must not find anything of it
		return nil
	})
	if err != nil {
		return false, err
	}
	_, err = r.tx.CopyFrom(ctx, pgx.Identifier{"reminded"}, []string{"site_id", "kind", "about", "state", "due_on"}, pgx.CopyFromRows(found))
	r.read += int64(len(found))
	return count == remindChunk, err
}

// Reminders gives a page of what has to be looked at.
func (s *Store) Reminders(ctx context.Context, p registry.Principal, q registry.ReminderQuery) (registry.ReminderPage, error) {
	var page registry.ReminderPage
	if !p.CanSomewhere(registry.ReadSite) {
		return page, p.Authorize(registry.ReadSite)
	}
	within, everywhere := p.Within(registry.ReadSite)
	who := ""
	if q.Mine {
		who = p.ID
	}
	args := pgx.StrictNamedArgs{"everywhere": everywhere, "within": orEmpty(within), "territory": q.Territory, "who": who, "kind": q.Kind,
		"state": q.State, "after_id": q.After.ID, "after_on": dayOrNull(q.After.DueOn), "limit": q.Limit + 1}
	rows, err := s.read.Query(ctx, statement("reminders"), args)
	if err != nil {
		return page, s.fault("list reminders", err)
	}
	page.Reminders, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.SiteReminder, error) {
		var r registry.SiteReminder
		var due *time.Time
		err := row.Scan(&page.Matched, &r.ID, &r.Kind, &r.About, &r.State, &due, &r.Since.Time, &r.Ref, &r.Names, &r.Version,
			&r.Lifecycle, &r.Territories, &r.Steward, &r.Deputy)
		if due != nil {
			r.DueOn = registry.DateOf(*due)
		}
		return r, err
	})
	if err != nil {
		return page, s.fault("list reminders", err)
	}
	if page.Counts, err = s.reminderCounts(ctx, args); err != nil {
		return page, err
	}
	if len(page.Reminders) > q.Limit {
		page.Reminders = page.Reminders[:q.Limit]
		last := page.Reminders[q.Limit-1]
		page.Next = registry.ReminderPlace{DueOn: last.DueOn, ID: last.ID}
	}
	return page, nil
}

// reminderCounts counts all that the page is of, by kind.
func (s *Store) reminderCounts(ctx context.Context, args pgx.StrictNamedArgs) (map[string]int64, error) {
	of := pgx.StrictNamedArgs{}
	for _, name := range []string{"everywhere", "within", "territory", "who"} {
		of[name] = args[name]
	}
	rows, err := s.read.Query(ctx, statement("reminder_counts"), of)
	if err != nil {
		return nil, s.fault("count reminders", err)
	}
	counts := map[string]int64{}
	var kind string
	var n int64
	_, err = pgx.ForEachRow(rows, []any{&kind, &n}, func() error {
		counts[kind] = n
		return nil
	})
	return counts, s.fault("count reminders", err)
}
