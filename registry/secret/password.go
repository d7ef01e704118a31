package secret

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/crypto/argon2"
)

// cost is what one hash takes.
type cost struct {
	memory  uint32 // KiB
	time    uint32 // passes
	threads uint8
}

// present is the cost of new hashes: above the least that OWASP recommends
// (19 MiB and 2 passes), and 60 to 100 ms of one processor.
var present = cost{memory: 32 << 10, time: 3, threads: 1}

const (
	saltLength = 16
	hashLength = 32
)

// hashers is how many hashes are computed at a time; each takes 32 MiB. Others
// wait for their turn, so that signing in cannot use up the memory.
var hashers = make(chan struct{}, min(4, max(2, runtime.NumCPU())))

// ErrHash says that a stored hash is not one of this package.
var ErrHash = errors.New("the stored hash of the password cannot be read")

// Hash gives the PHC string of a password, such as
// $argon2id$v=19$m=32768,t=3,p=1$<salt>$<hash>. The error is that of a context
// that ended while others were being hashed.
func Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // never fails, see crypto/rand
	sum, err := present.sum(ctx, password, salt, hashLength)
	if err != nil {
		return "", err
	}
	return present.phc(salt, sum), nil
}

// Matches tells whether the password is the one of the hash, in a time that
// does not depend on it. Without a hash ("") it takes as long and says no, so
// that nobody can tell whether there is one.
func Matches(ctx context.Context, hash, password string) (bool, error) {
	none := hash == ""
	if none {
		hash = decoy()
	}
	c, salt, want, err := parse(hash)
	if err != nil {
		return false, err
	}
	got, err := c.sum(ctx, password, salt, uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && !none, nil
}

// Outdated tells whether a hash was made at another cost than new ones, and
// should be made again when the password is known.
func Outdated(hash string) bool {
	c, _, sum, err := parse(hash)
	return err != nil || c != present || len(sum) != hashLength
}

// decoy is a hash of no password.
var decoy = sync.OnceValue(func() string {
	return present.phc(make([]byte, saltLength), make([]byte, hashLength))
})

func (c cost) sum(ctx context.Context, password string, salt []byte, length uint32) ([]byte, error) {
	select {
	case hashers <- struct{}{}:
		defer func() { <-hashers }()
	case <-ctx.Done():
		return nil, fmt.Errorf("hash the password: %w", context.Cause(ctx))
	}
	return argon2.IDKey([]byte(password), salt, c.time, c.memory, c.threads, length), nil
}

var plain = base64.RawStdEncoding.Strict()

func (c cost) phc(salt, sum []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads,
		plain.EncodeToString(salt), plain.EncodeToString(sum))
}

// parse takes a PHC string apart. Costs that would stop the service are
// refused, wherever the string comes from.
func parse(text string) (c cost, salt, sum []byte, err error) {
	part := strings.Split(text, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != "v="+strconv.Itoa(argon2.Version) {
		return c, nil, nil, ErrHash
	}
	if n, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); n != 3 || err != nil {
		return c, nil, nil, ErrHash
	}
	salt, saltErr := plain.DecodeString(part[4])
	sum, sumErr := plain.DecodeString(part[5])
	if saltErr != nil || sumErr != nil || len(salt) < 8 || len(sum) < 16 || len(sum) > 64 {
		return c, nil, nil, ErrHash
	}
	if c.memory > 256<<10 || c.time < 1 || c.time > 10 || c.threads < 1 || c.threads > 8 || c.phc(salt, sum) != text {
		return c, nil, nil, ErrHash
	}
	return c, salt, sum, nil
}
