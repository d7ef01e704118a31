package secret

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
)

func TestPasswordsMatchTheirHash(t *testing.T) {
	t.Parallel()
	const password = "коротке-слово ✓ correct"
	hash, err := Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=32768,t=3,p=1$") || Outdated(hash) {
		t.Errorf("hash %s", hash)
	}
	again, err := Hash(t.Context(), password)
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are the same (%v)", err)
	}
	for given, want := range map[string]bool{password: true, password + " ": false, "": false, strings.ToUpper(password): false} {
		if got, err := Matches(t.Context(), hash, given); err != nil || got != want {
			t.Errorf("%q: %v %v", given, got, err)
		}
	}
	if got, err := Matches(t.Context(), "", ""); err != nil || got {
		t.Errorf("no hash: %v %v", got, err)
	}
}

// A hash made at another cost still holds, and is made anew.
func TestHashesOfAnotherCost(t *testing.T) {
	t.Parallel()
	cheap := cost{memory: 8 << 10, time: 1, threads: 2}
	salt := []byte("0123456789abcdef")
	sum, err := cheap.sum(t.Context(), "word", salt, hashLength)
	if err != nil {
		t.Fatal(err)
	}
	hash := cheap.phc(salt, sum)
	if got, err := Matches(t.Context(), hash, "word"); err != nil || !got || !Outdated(hash) {
		t.Errorf("matches %v (%v), outdated %v", got, err, Outdated(hash))
	}
}

func TestHashesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	const salt, sum = "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	for _, hash := range []string{
		"x", "$argon2id$", "$argon2i$v=19$m=1024,t=1,p=1$" + salt + "$" + sum, "$argon2id$v=16$m=1024,t=1,p=1$" + salt + "$" + sum,
		"$argon2id$v=19$m=99999999,t=1,p=1$" + salt + "$" + sum, "$argon2id$v=19$m=1024,t=0,p=1$" + salt + "$" + sum,
		"$argon2id$v=19$m=1024,t=1,p=0$" + salt + "$" + sum, "$argon2id$v=19$m=1024,t=1,p=1$" + salt + "$",
		"$argon2id$v=19$m=1024,t=1,p=1$$" + sum, "$argon2id$v=19$m=1024,t=1,p=1,x=2$" + salt + "$" + sum,
		"$argon2id$v=19$m=1024,t=1,p=1$" + salt + "=$" + sum, "$argon2id$v=19$m=1024,t=1,p=1$" + salt + "$" + sum + "$",
	} {
		if _, err := Matches(t.Context(), hash, "word"); !errors.Is(err, ErrHash) {
			t.Errorf("%s: %v", hash, err)
		}
	}
}

// Whoever waits for a turn gives up with the request.
func TestHashingIsBounded(t *testing.T) {
	for range cap(hashers) {
		hashers <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	var waiting sync.WaitGroup
	for range 3 {
		waiting.Go(func() {
			if _, err := Hash(ctx, "word"); !errors.Is(err, context.Canceled) {
				t.Errorf("hashed beyond the bound: %v", err)
			}
			// Where there is no hash, the work is done all the same.
			if _, err := Matches(ctx, "", "word"); !errors.Is(err, context.Canceled) {
				t.Errorf("compared beyond the bound: %v", err)
			}
		})
	}
	cancel()
	waiting.Wait()
	for range cap(hashers) {
		<-hashers
	}
}

func TestTokensAreKnownByTheirForm(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^lb_[0-9A-Za-z]{38}$`)
	seen := map[string]bool{}
	for range 100 {
		token := NewToken()
		if !form.MatchString(token) || !IsToken(token) || seen[token] {
			t.Errorf("token %s", token)
		}
		seen[token] = true
		for at := range len(token) { // a changed character is found, wherever it is
			other := token[:at] + "0" + token[at+1:]
			if other != token && IsToken(other) {
				t.Errorf("%s passes for %s", other, token)
			}
		}
	}
	for _, text := range []string{"", "lb_", "lb_" + strings.Repeat("a", 38), NewToken() + "x", strings.ToUpper(NewToken())} {
		if IsToken(text) {
			t.Errorf("%q passes for a token", text)
		}
	}
}

func TestGeneratedPasswords(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[a-z2-9]{5}(-[a-z2-9]{5}){3}$`)
	if a, b := NewPassword(), NewPassword(); !form.MatchString(a) || a == b {
		t.Errorf("passwords %s %s", a, b)
	}
	if a, b := NewSession(), NewSession(); len(a) != 42 || a == b {
		t.Errorf("sessions %s %s", a, b)
	}
}
