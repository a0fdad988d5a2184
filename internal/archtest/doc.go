// Package archtest holds the rules of the house as tests: which package may
// import which, that decisions are pure, and that every package says what it
// is for. It has no code of its own.
package archtest
