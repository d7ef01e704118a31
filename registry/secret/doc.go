// Package secret makes, hashes and checks what people and programs sign in
// with: passwords, session secrets and access tokens.
//
// Passwords are hashed with argon2id and stored as PHC strings. Session
// secrets and tokens are random and long, so that a plain sha256 of them is
// enough to find them by and tells nothing of them.
package secret
