package fit

import (
	"math"
	"slices"
)

// cells is the number of cells of a grid in each direction.
const cells = 32

// grid says which cells of the box around a polygon lie in it as a whole.
type grid struct {
	x, y, width, height float64 // corner of the box, and the size of a cell
	touched             [cells][cells]bool
	crossings           [cells][]float64 // of the middle of each row with sides
	free                [cells]int       // cells that are free from the row at hand downwards
}

// largest gives the largest rectangle of cells that lie in the polygon, which the sides enclose by the even-odd rule.
func (g *grid) largest(sides []side) placed {
	g.cover(sides)
	if !(g.width > 0 && g.height > 0) {
		return placed{}
	}
	for _, s := range sides {
		g.touch(s)
	}
	g.free = [cells]int{}
	best, area := placed{}, 0
	for row := range cells {
		g.fall(row)
		left, right, depth := widest(&g.free)
		if n := (right - left) * depth; n > area {
			area = n
			best = placed{
				x1: g.x + float64(left)*g.width, x2: g.x + float64(right)*g.width,
				y1: g.y + float64(row+1-depth)*g.height, y2: g.y + float64(row+1)*g.height,
			}
		}
	}
	return best
}

// cover lays the grid over the sides, with nothing touched.
func (g *grid) cover(sides []side) {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, s := range sides {
		low = point{min(low.x, s.a.x, s.b.x), min(low.y, s.a.y, s.b.y)}
		high = point{max(high.x, s.a.x, s.b.x), max(high.y, s.a.y, s.b.y)}
	}
	g.x, g.y, g.width, g.height = low.x, low.y, (high.x-low.x)/cells, (high.y-low.y)/cells
	g.touched = [cells][cells]bool{}
	for i := range g.crossings {
		g.crossings[i] = g.crossings[i][:0]
	}
}

// touch marks the cells that a side goes through, and notes where it crosses the middles of rows.
func (g *grid) touch(s side) {
	a, b := s.a, s.b
	if a.y > b.y {
		a, b = b, a
	}
	slope := 0.0
	if b.y > a.y {
		slope = (b.x - a.x) / (b.y - a.y)
	}
	for row := g.row(a.y); row <= g.row(b.y); row++ {
		low, high := g.y+float64(row)*g.height, g.y+float64(row+1)*g.height
		from, to := a.x, b.x
		if slope != 0 {
			from, to = a.x+slope*(max(low, a.y)-a.y), a.x+slope*(min(high, b.y)-a.y)
		}
		if from > to {
			from, to = to, from
		}
		for column := g.column(from); column <= g.column(to); column++ {
			g.touched[row][column] = true
		}
		if middle := (low + high) / 2; a.y <= middle && middle < b.y {
			g.crossings[row] = append(g.crossings[row], a.x+slope*(middle-a.y))
		}
	}
}

func (g *grid) row(y float64) int    { return cell((y - g.y) / g.height) }
func (g *grid) column(x float64) int { return cell((x - g.x) / g.width) }

func cell(v float64) int { return max(0, min(cells-1, int(v))) }

// fall counts on from the row before how many free cells hang down at each column.
func (g *grid) fall(row int) {
	crossings := g.crossings[row]
	slices.Sort(crossings)
	passed := 0
	for column := range cells {
		middle := g.x + (float64(column)+0.5)*g.width
		for passed < len(crossings) && crossings[passed] < middle {
			passed++
		}
		if passed%2 == 1 && !g.touched[row][column] {
			g.free[column]++
		} else {
			g.free[column] = 0
		}
	}
}

// widest gives the largest rectangle under a histogram, by the stack of columns that are still open.
func widest(heights *[cells]int) (left, right, depth int) {
	var open [cells + 1]int
	n, area := 0, 0
	for column := 0; column <= cells; column++ {
		height := 0
		if column < cells {
			height = heights[column]
		}
		for n > 0 && heights[open[n-1]] >= height {
			top := heights[open[n-1]]
			n--
			from := 0
			if n > 0 {
				from = open[n-1] + 1
			}
			if size := top * (column - from); size > area {
				left, right, depth, area = from, column, top, size
			}
		}
		open[n] = column
		n++
	}
	return left, right, depth
}
