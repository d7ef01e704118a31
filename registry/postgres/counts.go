package postgres

import "sync"

// counts keeps numbers that took long to count. The zero counts is empty; it
// is safe for concurrent use.
type counts struct {
	mu sync.Mutex
	of map[string]int64
}

func (c *counts) get(key string) (n int64, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, known = c.of[key]
	return n, known
}

func (c *counts) put(key string, n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil || len(c.of) >= maxCounts {
		c.of = map[string]int64{}
	}
	c.of[key] = n
}
