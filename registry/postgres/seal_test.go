package postgres_test

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"landbank/registry"
	"landbank/registry/postgres"
)

func timeOf(micro int64) time.Time { return time.UnixMicro(micro).UTC() }

// sealed seals the ledger, and gives the seal as the operator's file has it.
func (d *desk) sealed() ([]registry.Seal, ed25519.PublicKey) {
	d.t.Helper()
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	seal, moved, err := d.store.Seal(d.t.Context(), key, "Land of tests", time.Now())
	if err != nil || !moved {
		d.t.Fatalf("seal: %v, moved %t", err, moved)
	}
	line, err := json.Marshal(seal)
	if err != nil {
		d.t.Fatal(err)
	}
	var kept registry.Seal
	if err := json.Unmarshal(line, &kept); err != nil {
		d.t.Fatal(err)
	}
	return []registry.Seal{kept}, public
}

func TestSealsVouchForTheChain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.store.Seal(t.Context(), key, "Land", time.Now()); !errors.Is(err, postgres.ErrNothingToSeal) {
		t.Errorf("an empty ledger: %v", err)
	}
	d.imported(job(), plot(1, "a"))
	seals, public := d.sealed()
	if _, moved, err := d.store.Seal(t.Context(), key, "a\nb", time.Now()); err == nil || moved {
		t.Error("sealed under a name of two lines")
	}
	if _, moved, err := d.store.Seal(t.Context(), key, "Land", time.Now()); err != nil || !moved {
		t.Errorf("another key: %v, moved %t", err, moved)
	}
	if _, moved, err := d.store.Seal(t.Context(), key, "Land", time.Now()); err != nil || moved {
		t.Errorf("sealed twice: %v, moved %t", err, moved)
	}
	d.imported(job(), plot(2, "b"))
	if found, err := d.store.CheckSeals(t.Context(), seals, public); err != nil || len(found) > 0 {
		t.Errorf("found %v (%v)", found, err)
	}
	forged := seals[0]
	forged.Seq = 2
	if found, _ := d.store.CheckSeals(t.Context(), []registry.Seal{forged}, public); len(found) != 1 || !strings.Contains(found[0].Reason, "not signed") {
		t.Errorf("a forged seal: %v", found)
	}
	head, err := d.store.Head(t.Context())
	if err != nil || head.Seq != 2 || head.Seal == nil || head.Seal.Seq != 1 || !head.Seal.Check(head.PublicKey) {
		t.Errorf("head %+v (%v)", head, err)
	}
	for _, sql := range []string{"update ledger_seal set seq = 2", "delete from ledger_seal", "truncate ledger_seal"} {
		_, err := d.conn.Exec(t.Context(), sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23001" {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// Somebody with every right on the database alters a revision and makes the
// rest of the chain, the head and what is derived anew. The chain holds
// together, and the seals that were kept say that it is another.
func TestARewrittenChainIsFoundByItsSeals(t *testing.T) {
	t.Parallel()
	c := told(t, 77, 25)
	early, first := c.sealed()
	for c.step(); ask[int64](c.desk, "select seq from ledger_head") == early[0].Seq; c.step() {
	}
	late, second := c.sealed()
	c.run(`alter table revision disable trigger user; alter table ledger_seal disable trigger user`)
	altered := early[0].Seq + 1
	c.run(`update revision set actor = 'somebody else' where seq = $1`, altered)
	c.run(`do $$ declare r record; last bytea := sha256('landbank ledger'); made bytea; begin
		for r in select * from revision order by seq loop
			made := ledger_digest(r.seq, r.site_id, r.ref, r.version, r.at, r.actor, r.action, r.lifecycle, r.review, r.published, r.territory,
				r.source, r.batch_id, r.record_digest, r.prose_digest);
			update revision set prev_hash = last, digest = made, hash = sha256(last || made) where seq = r.seq;
			last := sha256(last || made);
		end loop;
		update ledger_head set hash = last; end $$`)
	found, err := c.store.Verify(t.Context()) // the forger left the seals of the database as they were
	if err != nil || len(found.Breaks) != 1 || found.Breaks[0].Seq != altered || !strings.Contains(found.Breaks[0].Reason, "rewritten between") {
		t.Errorf("found %+v (%v), want a rewriting from revision %d", found.Breaks, err, altered)
	}
	c.run(`delete from ledger_seal`)
	c.holdsTogether()
	if found, err := c.store.CheckSeals(t.Context(), early, first); err != nil || len(found) > 0 {
		t.Errorf("what came before is called rewritten: %v (%v)", found, err)
	}
	broken, err := c.store.CheckSeals(t.Context(), late, second)
	if err != nil || len(broken) != 1 || !strings.Contains(broken[0].Reason, "rewritten") {
		t.Errorf("found %v (%v)", broken, err)
	}
	c.run(`delete from revision where seq > $1`, early[0].Seq)
	if broken, _ := c.store.CheckSeals(t.Context(), late, second); len(broken) != 1 || !strings.Contains(broken[0].Reason, "not there") {
		t.Errorf("a shortened chain: %v", broken)
	}
}
