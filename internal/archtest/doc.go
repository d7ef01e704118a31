// Package archtest holds the tests of the project's shape: which package may import which, and what the code of a
// layer must not do. It has no code of its own.
package archtest
