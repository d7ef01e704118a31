package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// codeChannel is where processes tell each other that codes have changed.
const codeChannel = "landbank_codes"

// PutCodes puts in force what the registry says of codes itself, and brings the
// table of codes to the lists that come of it, so that reports and GIS tools
// that read the database find their labels. It changes nothing when they are
// there already; programs call it at their start, after the migrations.
func (s *Store) PutCodes(ctx context.Context) error {
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		own, err := ownCodes(ctx, tx)
		if err != nil {
			return err
		}
		registry.UseCodes(own)
		return putCodes(ctx, tx, registry.AllCodes())
	})
	return s.fault("store the code lists", err)
}

// FollowCodes puts the registry's codes in force whenever somebody changes them,
// in this process or in another one, until ctx ends. While it runs, what this
// store changes is in force once the method returns.
func (s *Store) FollowCodes(ctx context.Context) error {
	s.followsCodes.Store(true)
	defer s.followsCodes.Store(false)
	return s.follow(ctx, codeChannel, func(ctx context.Context, conn *pgx.Conn) error { return useCodes(ctx, conn) })
}

func useCodes(ctx context.Context, from querying) error {
	own, err := ownCodes(ctx, from)
	if err == nil {
		registry.UseCodes(own)
	}
	return err
}

// ownCodes reads what the registry says of codes itself.
func ownCodes(ctx context.Context, from querying) ([]registry.Code, error) {
	rows, err := from.Query(ctx, statement("code_own"))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (c registry.Code, err error) {
		var from, to *time.Time
		err = row.Scan(&c.List, &c.Code, &c.Label, &c.Standard, &from, &to)
		c.ValidFrom, c.ValidTo = dayOrUnknown(from), dayOrUnknown(to)
		return c, err
	})
}

// putCodes brings the table of codes to all of them.
func putCodes(ctx context.Context, tx pgx.Tx, all []registry.Code) error {
	var (
		lists, codes, standards []string
		positions               []int32
		labels                  []string
		from, to                []*time.Time
	)
	position := map[string]int32{}
	for i := range all {
		c := &all[i]
		label, err := json.Marshal(c.Label)
		if err != nil {
			return fmt.Errorf("label of code %s %s: %w", c.List, c.Code, err)
		}
		position[c.List]++
		lists, codes, standards = append(lists, c.List), append(codes, c.Code), append(standards, c.Standard)
		positions, labels = append(positions, position[c.List]), append(labels, string(label))
		from, to = append(from, dayOrNull(c.ValidFrom)), append(to, dayOrNull(c.ValidTo))
	}
	_, err := tx.Exec(ctx, statement("put_codes"), pgx.StrictNamedArgs{
		"lists": lists, "codes": codes, "standards": standards, "positions": positions,
		"labels": labels, "valid_from": from, "valid_to": to,
	})
	return err
}

// AddCode adds a code to a list.
func (s *Store) AddCode(ctx context.Context, p registry.Principal, c registry.Code) error {
	return s.sayCode(ctx, p, c, (*registry.CodeLists).CheckAdded, registry.CodeAdded)
}

// ChangeCode says what a code is called and when it is in force.
func (s *Store) ChangeCode(ctx context.Context, p registry.Principal, c registry.Code) error {
	return s.sayCode(ctx, p, c, (*registry.CodeLists).CheckChanged, registry.CodeChanged)
}

// sayCode keeps what the registry says of a code, where check lets it. It judges
// by the codes that the database has: another process may have changed them.
func (s *Store) sayCode(ctx context.Context, p registry.Principal, c registry.Code,
	check func(*registry.CodeLists, *registry.Code) error, action registry.AuditAction) error {
	if err := p.Authorize(registry.ManageCodes); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "lock table code_own in exclusive mode"); err != nil {
			return err
		}
		own, err := ownCodes(ctx, tx)
		if err != nil {
			return err
		}
		lists := registry.ListCodes(own)
		if err := check(lists, &c); err != nil {
			return err
		}
		was, _ := lists.Code(c.List, c.Code)
		if was.Same(&c) {
			return nil
		}
		return s.keepCode(ctx, tx, p, &was, &c, action)
	})
	if err == nil && s.followsCodes.Load() {
		err = useCodes(ctx, s.write)
	}
	return s.codeFault(err)
}

// keepCode writes it, brings the table of codes to it, and tells the others.
func (s *Store) keepCode(ctx context.Context, tx pgx.Tx, p registry.Principal, was, is *registry.Code, action registry.AuditAction) error {
	provided, known := registry.ProvidedCode(is.List, is.Code)
	name, args := "code_own_put", pgx.StrictNamedArgs{"list": is.List, "code": is.Code, "label": is.Label, "standard": is.Standard,
		"valid_from": dayOrNull(is.ValidFrom), "valid_to": dayOrNull(is.ValidTo), "at": s.clock(), "by": p.ID}
	if known && provided.Same(is) {
		name, args = "code_own_forget", pgx.StrictNamedArgs{"list": is.List, "code": is.Code}
	}
	if _, err := tx.Exec(ctx, statement(name), args); err != nil {
		return err
	}
	own, err := ownCodes(ctx, tx)
	if err != nil {
		return err
	}
	if err := putCodes(ctx, tx, registry.ListCodes(own).All()); err != nil {
		return err
	}
	detail := map[string]any{"list": is.List, "code": is.Code, "after": saidOf(is)}
	if action == registry.CodeChanged {
		detail["before"] = saidOf(was)
	}
	if err := s.audit(ctx, tx, p.ID, action, 0, detail); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "select pg_notify($1, '')", codeChannel)
	return err
}

// saidOf is what the audit log keeps of a code.
func saidOf(c *registry.Code) map[string]any {
	return map[string]any{"label": c.Label, "standard": c.Standard, "valid_from": c.ValidFrom, "valid_to": c.ValidTo}
}

func (s *Store) codeFault(err error) error {
	if errors.Is(err, registry.ErrNotFound) || errors.Is(err, registry.ErrConflict) {
		return err
	}
	return s.fault("change a code", err)
}

// CodeTable gives the table of codes.
func (s *Store) CodeTable(ctx context.Context) ([]registry.CodeEntry, error) {
	return s.codeEntries(ctx, "", "")
}

// CodeEntry gives one of them.
func (s *Store) CodeEntry(ctx context.Context, p registry.Principal, list, code string) (registry.CodeEntry, error) {
	if err := p.Authorize(registry.ManageCodes); err != nil {
		return registry.CodeEntry{}, err
	}
	found, err := s.codeEntries(ctx, list, code)
	if err != nil {
		return registry.CodeEntry{}, err
	}
	if list == "" || len(found) == 0 {
		return registry.CodeEntry{}, fmt.Errorf("code %s of the list %s: %w", code, list, registry.ErrNotFound)
	}
	return found[0], nil
}

// CodeUse counts the sites that hold a code. It reads every record.
func (s *Store) CodeUse(ctx context.Context, p registry.Principal, list, code string) (use registry.CodeUse, err error) {
	if err := p.Authorize(registry.ManageCodes); err != nil {
		return use, err
	}
	if path := holdersOf(list); path != "" {
		err = s.read.QueryRow(ctx, statement("code_use"), pgx.StrictNamedArgs{"path": path, "code": code}).Scan(&use.Published, &use.Drafts)
	}
	return use, s.fault("count the sites with a code", err)
}

// holdersOf gives the jsonpath that finds the code $code of a list in a record,
// "" where no member holds codes of the list.
func holdersOf(list string) string {
	path := ""
	for _, member := range registry.MembersOfCodes(list) {
		if path != "" {
			path += " || "
		}
		path += fmt.Sprintf("exists($.%s ? (@ == $code))", strings.Replace(member, "facts.", "facts.*.", 1))
	}
	return path
}

func (s *Store) codeEntries(ctx context.Context, list, code string) ([]registry.CodeEntry, error) {
	rows, err := s.read.Query(ctx, statement("code_table"), pgx.StrictNamedArgs{"list": list, "code": code})
	if err != nil {
		return nil, s.fault("read the codes", err)
	}
	entries, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.CodeEntry, error) {
		var e registry.CodeEntry
		var from, to, changed *time.Time
		err := row.Scan(&e.List, &e.Code.Code, &e.Position, &e.Label, &e.Standard, &from, &to, &changed, &e.ChangedBy)
		e.ValidFrom, e.ValidTo = dayOrUnknown(from), dayOrUnknown(to)
		if changed != nil {
			e.ChangedAt = changed.UTC()
		}
		provided, known := registry.ProvidedCode(e.List, e.Code.Code)
		if known {
			e.Provided = &provided
		}
		e.Current = known || !e.ChangedAt.IsZero()
		return e, err
	})
	return entries, s.fault("read the codes", err)
}

// dayOrNull gives the day for a column of type date, nil where it is unknown.
func dayOrNull(d registry.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	return &d.Time
}

// dayOrUnknown gives the day of such a column.
func dayOrUnknown(t *time.Time) registry.Date {
	if t == nil {
		return registry.Date{}
	}
	return registry.DateOf(*t)
}
