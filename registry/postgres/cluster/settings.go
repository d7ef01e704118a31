package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// memory is the part of the machine's memory that may be planned with, in bytes: the smaller of what it has and what
// its control group allows.
func memory() int64 {
	total := int64(2) << 30 // when the kernel does not say: a small server
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			fields := strings.Fields(line)
			if len(fields) == 3 && fields[0] == "MemTotal:" {
				if kilobytes, err := strconv.ParseInt(fields[1], 10, 64); err == nil {
					total = kilobytes << 10
				}
			}
		}
	}
	if text, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		if limit, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil {
			total = min(total, limit)
		}
	}
	return total
}

// setting is one line of postgresql.conf.
type setting struct{ name, value string }

// tuned returns the settings for a machine with that much memory (bytes) and so many processors, shared with the
// app itself.
func tuned(memory int64, processors int) []setting {
	megabytes := func(part, least, most int64) string {
		return fmt.Sprintf("%dMB", min(max(memory>>20/part, least), most))
	}
	return []setting{
		{"max_connections", "100"},
		{"shared_buffers", megabytes(5, 64, 4096)},
		{"effective_cache_size", megabytes(2, 128, 1<<20)},
		{"work_mem", megabytes(500, 4, 48)},
		{"maintenance_work_mem", megabytes(20, 64, 1024)},
		{"max_parallel_workers_per_gather", strconv.Itoa(min(2, processors/2))},
		// Imports write in bursts; a larger log between checkpoints keeps them from flushing the same pages twice.
		{"max_wal_size", "2GB"},
		{"min_wal_size", "128MB"},
		{"checkpoint_timeout", "15min"},
		{"wal_compression", "on"},
		// Plans assume a solid-state disk, as nearly every server has.
		{"random_page_cost", "1.1"},
		{"effective_io_concurrency", "100"},
		// Queries here take milliseconds; compiling them takes longer.
		{"jit", "off"},
		// An accepted change must survive a power cut.
		{"synchronous_commit", "on"},
		// A client that went away frees its query at once.
		{"client_connection_check_interval", "2s"},
		// A projection that is rewritten row by row needs its statistics and dead rows looked after early.
		{"autovacuum_vacuum_scale_factor", "0.05"},
		{"autovacuum_analyze_scale_factor", "0.02"},
	}
}

// throwaway are the settings of a cluster whose loss costs nothing: a test's.
func throwaway() []setting {
	return []setting{
		{"max_connections", "300"},
		{"shared_buffers", "256MB"},
		{"fsync", "off"},
		{"synchronous_commit", "off"},
		{"full_page_writes", "off"},
		{"max_wal_size", "2GB"},
		{"jit", "off"},
		{"random_page_cost", "1.1"},
		{"client_connection_check_interval", "2s"},
		// Plans in tests must not change because a vacuum happened to run.
		{"autovacuum", "off"},
	}
}

// fixed are the settings that make the cluster private to its folder.
func (p place) fixed(socket string) []setting {
	return []setting{
		{"data_directory", p.data()},
		{"hba_file", filepath.Join(p.folder, "pg_hba.conf")},
		{"ident_file", filepath.Join(p.folder, "pg_ident.conf")},
		{"listen_addresses", ""},
		{"port", strconv.Itoa(port)},
		{"unix_socket_directories", socket},
		{"unix_socket_permissions", "0700"},
		{"timezone", "UTC"},
		{"log_timezone", "UTC"},
		{"logging_collector", "on"},
		{"log_directory", p.log()},
		{"log_filename", "postgres-%a.log"}, // seven files, each overwritten a week later
		{"log_rotation_age", "1d"},
		{"log_rotation_size", "0"},
		{"log_truncate_on_rotation", "on"},
		{"log_file_mode", "0600"},
		{"log_line_prefix", "%m [%p] %q%a "},
		{"log_min_duration_statement", "2s"},
		// Values of a statement can be personal data; they stay out of the log.
		{"log_parameter_max_length", "0"},
		{"log_parameter_max_length_on_error", "0"},
	}
}

// configure writes the files that the server reads at start. They are ours: an operator's settings go to own.conf.
func (p place) configure(socket string, isThrowaway bool) error {
	settings := tuned(memory(), runtime.NumCPU())
	if isThrowaway {
		settings = throwaway()
	}
	var conf strings.Builder
	conf.WriteString("# Written by landbank at every start. Put settings of your own into own.conf beside this file.\n")
	for _, s := range append(settings, p.fixed(socket)...) {
		fmt.Fprintf(&conf, "%s = %s\n", s.name, quoted(s.value))
	}
	conf.WriteString("include_if_exists = 'own.conf'\n")

	// Only root and the owner of the folder come in, each proved by the kernel; there is no password to leak.
	const access = "# Written by landbank at every start.\nlocal all all peer map=landbank\n"
	var names strings.Builder
	names.WriteString("# Written by landbank at every start.\n")
	for _, name := range []string{"root", p.owner.name} {
		for _, role := range []string{adminRole, appRole} {
			fmt.Fprintf(&names, "landbank %s %s\n", `"`+strings.ReplaceAll(name, `"`, `""`)+`"`, role)
		}
	}
	for name, text := range map[string]string{
		"postgresql.conf": conf.String(), "pg_hba.conf": access, "pg_ident.conf": names.String(),
	} {
		if err := p.write(name, text); err != nil {
			return folderProblem(p.folder, err)
		}
	}
	return nil
}

// write replaces one file of the cluster folder; it belongs to the server's user like everything there.
func (p place) write(name, text string) error {
	full := filepath.Join(p.folder, name)
	if err := writeFile(full, text, 0o600); err != nil {
		return err
	}
	if !p.owner.switched {
		return nil
	}
	return os.Lchown(full, p.owner.uid, p.owner.gid)
}

// quoted is a value as postgresql.conf takes it.
func quoted(value string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(value) + "'"
}
