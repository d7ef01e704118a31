package postgres

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// statements holds the text of every file of sql/ by its name without the
// ending, with its {{marks}} filled in.
var statements = sync.OnceValue(func() map[string]string {
	texts, err := loadStatements()
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return texts
})

// statement gives the SQL of sql/<name>.sql.
func statement(name string) string {
	text, ok := statements()[name]
	if !ok {
		panic("no file sql/" + name + ".sql")
	}
	return text
}

var argument = regexp.MustCompile(`@([a-z_]+[0-9]*)`)

// argumentsIn gives the names of the arguments of a statement.
func argumentsIn(sql string) []string {
	var names []string
	for _, match := range argument.FindAllStringSubmatch(sql, -1) {
		if !slices.Contains(names, match[1]) {
			names = append(names, match[1])
		}
	}
	return names
}

func loadStatements() (map[string]string, error) {
	entries, err := sqlFiles.ReadDir("sql")
	if err != nil {
		return nil, fmt.Errorf("list SQL files: %w", err)
	}
	fill := strings.NewReplacer(marks()...)
	texts := make(map[string]string, len(entries))
	for _, entry := range entries {
		text, err := sqlFiles.ReadFile(path.Join("sql", entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("read SQL file: %w", err)
		}
		filled := fill.Replace(string(text))
		if strings.Contains(filled, "{{") {
			return nil, fmt.Errorf("SQL file %s has a mark that nobody fills", entry.Name())
		}
		texts[strings.TrimSuffix(entry.Name(), ".sql")] = filled
	}
	return texts, nil
}
