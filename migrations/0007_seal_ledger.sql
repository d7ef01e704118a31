-- +goose Up
-- What the ledger needs beside its rows: the way back in time.

-- +goose StatementBegin
create function ledger_seq_at(instant timestamptz) returns bigint language plpgsql stable parallel safe as $$
declare
    low bigint := 0;
    high bigint;
    middle bigint;
    made timestamptz;
begin
    select coalesce(max(seq), 0) into high from revision;
    while low < high loop
        middle := (low + high + 1) / 2;
        select at into made from revision where seq = middle;
        if made <= instant then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end
$$;
-- +goose StatementEnd
comment on function ledger_seq_at is
    'Number of the newest revision at an instant, 0 before the first: instants rise with the numbers, which have no gaps.';

create index revision_erased_idx on revision (erased_by) where erased_by is not null;
