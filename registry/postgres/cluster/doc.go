// Package cluster brings up a PostgreSQL server with PostGIS that belongs to one data folder, from the server
// programs that the system has installed. It is what `landbank serve --data DIR` uses when no --database is given.
//
// # What lies where
//
//	DIR/cluster.lock        held while a process starts or stops the server
//	DIR/cluster.users       held shared by every process that uses the server
//	DIR/postgres/           the cluster folder, mode 0700, owned by the operating-system user the server runs as
//	    data/               PostgreSQL's own data directory
//	    socket/             the Unix socket; the server listens on nothing else
//	    log/                server logs, one file per weekday
//	    postgresql.conf     written anew at every start
//	    own.conf            settings of the operator, read last; never written here
//	DIR/postgres.location   only where the cluster folder lies elsewhere: its path
//
// PostgreSQL refuses to run as root. Started by root, the server runs as the user postgres (or nobody), and when that
// user cannot enter DIR, because it lies in a private home for example, the cluster folder is made under
// /var/lib/landbank and DIR/postgres.location names it. Where the socket's path would be longer than the system
// allows (107 bytes), the socket moves to a short folder under the runtime or temporary directory.
//
// # Who starts and who stops it
//
// Any number of processes may use one DIR. The first starts the server, the others find it running, and the last one
// to call Stop stops it. A process that is killed releases its lock, and a small watching shell, started along with the
// server, then stops the server as the last user would have. Should that be killed too, the next Start
// finds the server by its pid file and uses it.
//
// The package runs on Linux: it tells a live server from a stale pid file by /proc.
package cluster
