package registry

import "math"

// The helpers below read one value out of a record: nil means unknown.

func str(s string) any {
	if s == "" || s == "unknown" {
		return nil
	}
	return s
}

func list(s []string) any {
	if len(s) == 0 {
		return nil
	}
	return s
}

func num(n *float64) any {
	if n == nil || math.IsNaN(*n) {
		return nil
	}
	return *n
}

func integer(n *int) any {
	if n == nil {
		return nil
	}
	return int64(*n)
}

func boolean(b *bool) any {
	if b == nil {
		return nil
	}
	return *b
}

func day(d Date) any {
	if d.IsZero() {
		return nil
	}
	return d
}

// distinct gathers the values that differ, in their order, leaving out "" and
// unknown.
func distinct[T any](items []T, of func(*T) string) any {
	var out []string
	seen := map[string]bool{"": true, "unknown": true}
	for i := range items {
		if v := of(&items[i]); !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return list(out)
}

// agreed gives the value that all items share; where they differ, "mixed",
// and nothing where one of them is unknown: a site with one unknown parcel is
// not known to be public land.
func agreed[T any](items []T, of func(*T) string) any {
	if len(items) == 0 {
		return nil
	}
	first := of(&items[0])
	for i := range items {
		v := of(&items[i])
		if v == "" || v == "unknown" {
			return nil
		}
		if v != first {
			first = "mixed"
		}
	}
	return str(first)
}

// extreme gives the largest (sign 1) or smallest (sign -1) known number.
func extreme[T any](items []T, sign float64, of func(*T) *float64) any {
	var best any
	for i := range items {
		if v, ok := num(of(&items[i])).(float64); ok {
			if b, has := best.(float64); !has || sign*v > sign*b {
				best = v
			}
		}
	}
	return best
}

// total adds up the numbers; it is unknown as soon as one of them is.
func total[T any](items []T, of func(*T) *float64) any {
	if len(items) == 0 {
		return nil
	}
	sum := 0.0
	for i := range items {
		v, ok := num(of(&items[i])).(float64)
		if !ok {
			return nil
		}
		sum += v
	}
	return sum
}

// utility finds the network's row; where there are several, the first one
// that states an available capacity.
func (r *Record) utility(network string) *Utility {
	var found *Utility
	for i := range r.Utilities {
		u := &r.Utilities[i]
		if u.Network == network && (found == nil || found.CapacityAvailable == nil && u.CapacityAvailable != nil) {
			found = u
		}
	}
	return found
}

// access finds the mode's row, a declared one before a computed one.
func (r *Record) access(mode string) *Access {
	var found *Access
	for i := range r.Access {
		a := &r.Access[i]
		if a.Mode == mode && (found == nil || found.Basis == "computed" && a.Basis != "computed") {
			found = a
		}
	}
	return found
}

// distance gives how far the mode is, by road where that is known, else
// straight; +Inf where it was checked that there is none.
func (r *Record) distance(mode string) any {
	a := r.access(mode)
	switch {
	case a == nil:
		return nil
	case a.State == "none":
		return math.Inf(1)
	case a.RouteM != nil:
		return num(a.RouteM)
	default:
		return num(a.StraightM)
	}
}
