// Package score says how well a site fits what a project would like, and why.
//
// A [Profile] is a list of [registry.Preference]: a field, a weight, and a value function
// with absolute knots that turns the field's value into v between 0 (useless)
// and 1 (as good as it gets). The score is 100 · Σ w·v over the normalised
// weights. What is not known makes an interval, not a guess: low counts it as
// 0, high as 1, mid as the profile's prior. The guaranteed score is low, and
// nothing that is unknown can raise it. Facts that are stale or expired widen
// the interval by a stated share and leave mid where it is.
//
// All arithmetic is in whole numbers: weights are shares of a million, values
// are rounded to millionths, so that SQL and Go, one computing the rank and the
// other the reasons, give the same score to the last digit, and the points of
// the contributions sum exactly to the score that is shown.
package score
