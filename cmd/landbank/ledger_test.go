package main

import (
	"bytes"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/internal/testdb"
)

// What the operator does with the ledger, from the key to the frozen year.
func TestLedgerFromTheCommandLine(t *testing.T) {
	t.Parallel()
	url, folder := testdb.Clone(t), t.TempDir()
	key, seals := filepath.Join(folder, "key"), filepath.Join(folder, "seals")
	run := func(wantCode int, says string, args ...string) string {
		t.Helper()
		var s said
		if code := s.landbank(t, nil, args...); code != wantCode || !strings.Contains(s.out.String()+s.err.String(), says) {
			t.Errorf("%v: exit code %d, want %d and %q; said %s%s", args, code, wantCode, says, &s.out, &s.err)
		}
		return s.out.String()
	}
	at := func(args ...string) []string { return append(args, "--database", url) }
	_, public, _ := strings.Cut(strings.TrimSpace(run(0, "", "ledger", "key", "new", key)), " ")
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the private key: %v (%v)", info, err)
	}
	run(1, "is there already", "ledger", "key", "new", key)
	run(1, "the ledger is empty", at("ledger", "seal", "--key", key)...)
	run(1, "nothing to freeze", at("snapshot", "freeze", "2026")...)
	first, _ := importing(t, exitRejected, "--database", url, "--publish", fixture(t, "council.csv", councilRegister))
	run(0, "", at("ledger", "seal", "--key", key, "--name", "Council", "-o", seals)...)
	run(0, "as of revision", at("snapshot", "freeze", "2026", "--note", "annual report")...)
	run(1, "for ever", at("snapshot", "freeze", "2026")...)
	changed := fixture(t, "council.csv", strings.Replace(councilRegister, "Mill, Mill Lane", "Mill, Old Mill Lane", 1))
	importing(t, exitRejected, "--database", url, "--publish", changed)
	line := run(0, `"registry":"Council"`, at("ledger", "seal", "--key", key, "--name", "Council")...)
	if err := os.WriteFile(seals, append(must(os.ReadFile(seals)), line...), 0o600); err != nil {
		t.Fatal(err)
	}

	run(0, "4 seals", at("verify", "--seals", seals, "--public-key", public)...) // two of the file, two of the database
	run(0, "Everything holds together", at("verify", "--seals", seals, "--public-key", key+".pub")...)
	run(2, "go together", at("verify", "--seals", seals)...)
	run(1, "neither a public key", at("verify", "--seals", seals, "--public-key", "nosuch")...)
	run(0, "", "ledger", "key", "new", key+"2")
	run(1, "is not signed by the key", at("verify", "--seals", seals, "--public-key", key+"2.pub")...)

	run(2, "takes --ref", at("ledger", "erase", "--ref", "X")...)
	run(1, "there is no site X", at("ledger", "erase", "--ref", "X", "--path", "names", "--reason", "asked for")...)
	conn := must(pgx.Connect(t.Context(), url))
	defer func() { _ = conn.Close(t.Context()) }()
	var ref string
	if err := conn.QueryRow(t.Context(), "select ref from revision where document::text like '%Old Mill%'").Scan(&ref); err != nil {
		t.Fatal(err)
	}
	run(1, "cannot be erased", at("ledger", "erase", "--ref", ref, "--path", "kind", "--reason", "asked for")...)
	run(0, "taken out of 2 revisions", at("ledger", "erase", "--ref", ref, "--path", "names,address", "--reason", "asked for")...)
	run(0, "was erased from 2 revisions", at("verify", "--seals", seals, "--public-key", public)...)

	out := filepath.Join(folder, "2026.geojson")
	run(0, "", at("snapshot", "export", "2026", "-o", out)...)
	if frozen := must(os.ReadFile(out)); strings.Count(string(frozen), `"Feature"`) != int(first.Created) || bytes.Contains(frozen, []byte("Mill Lane")) {
		t.Errorf("%d sites are in the snapshot, want %d", strings.Count(string(frozen), `"Feature"`), first.Created)
	}
	run(1, "no snapshot 2025", at("snapshot", "export", "2025", "-o", out)...)
	for _, sql := range []string{"alter table revision disable trigger user", `update revision set document = replace(document::text, 'brownfield', 'free_land')::json`} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	altered := filepath.Join(folder, "altered.geojson")
	run(1, "no longer says what was frozen", at("snapshot", "export", "2026", "-o", altered)...)
	if _, err := os.Stat(altered); !os.IsNotExist(err) {
		t.Errorf("a file was written all the same: %v", err)
	}
}

// Serving signs the head at the start, and once more at the end if it moved.
func TestServeSealsTheLedger(t *testing.T) {
	t.Parallel()
	url, folder := testdb.Clone(t), t.TempDir()
	key, seals := filepath.Join(folder, "key"), filepath.Join(folder, "seals")
	var made, s said
	if code := made.landbank(t, nil, "ledger", "key", "new", key); code != 0 {
		t.Fatal(made.err.String())
	}
	_, stop := serving(t, &s, "--database", url, "--demo", "never", "--ledger-key", key, "--ledger-seals", seals)
	importing(t, exitRejected, "--database", url, "--publish", fixture(t, "council.csv", councilRegister))
	stop()
	if kept, err := readSeals(seals); err != nil || len(kept) != 1 || kept[0].Seq == 0 {
		t.Errorf("kept %v (%v)", kept, err)
	}
	if s := (&said{}); s.landbank(t, nil, "serve", "--ledger-seals", seals) != 2 {
		t.Error("seals without a key are served")
	}
}

// The files of a key are those that OpenSSL knows.
func TestKeysAreReadByOpenSSL(t *testing.T) {
	t.Parallel()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("there is no openssl here")
	}
	key := filepath.Join(t.TempDir(), "key")
	var s said
	if code := s.landbank(t, nil, "ledger", "key", "new", key); code != 0 {
		t.Fatal(s.err.String())
	}
	got, err := exec.CommandContext(t.Context(), openssl, "pkey", "-in", key, "-pubout").Output()
	if err != nil {
		t.Fatal(err)
	}
	said, _ := pem.Decode(got)
	kept, _ := pem.Decode(must(os.ReadFile(key + ".pub")))
	if said == nil || kept == nil || !bytes.Equal(said.Bytes, kept.Bytes) {
		t.Errorf("openssl reads another public key: %s", got)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the test's own files
	}
	return v
}
