package cluster

import "testing"

func TestSettingsFollowTheMemory(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		gigabytes    int64
		buffers      string // a fifth of the memory, because the app needs some too
		maintenance  string
		queryThreads string
	}{
		{1, "204MB", "64MB", "1"},
		{24, "4096MB", "1024MB", "1"},
		{8, "1638MB", "409MB", "1"},
	} {
		got := map[string]string{}
		for _, s := range tuned(c.gigabytes<<30, 2) {
			got[s.name] = s.value
		}
		if got["shared_buffers"] != c.buffers || got["maintenance_work_mem"] != c.maintenance || got["max_parallel_workers_per_gather"] != c.queryThreads {
			t.Errorf("%d GB: %v", c.gigabytes, got)
		}
		if got["synchronous_commit"] != "on" || got["jit"] != "off" {
			t.Errorf("%d GB: %v", c.gigabytes, got)
		}
	}
}

func TestSettingsAreTakenByTheServer(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	o := options(dir)
	o.Throwaway = false // the settings of a real one
	c := start(t, o)
	if got := ask(t, c.AdminURL(), "select count(*) from pg_file_settings where error is not null"); got != "0" {
		t.Errorf("%s settings are refused", got)
	}
	if got := ask(t, c.URL(), "select current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes')"); got != "ononon" {
		t.Errorf("a real registry would lose data: %s", got)
	}
	stop(t, c)
	if err := c.place.write("own.conf", "work_mem = '11MB'\n"); err != nil {
		t.Fatal(err)
	}
	c = start(t, o)
	if got := ask(t, c.URL(), "select current_setting('work_mem')"); got != "11MB" {
		t.Errorf("the operator's setting is not used: %s", got)
	}
}

func TestQuotedSetting(t *testing.T) {
	t.Parallel()
	if got := quoted(`/a'b\c`); got != `'/a''b\\c'` {
		t.Error(got)
	}
}
