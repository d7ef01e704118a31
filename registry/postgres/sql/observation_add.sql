-- Notes an observation.
insert into observation (id, campaign_id, task_id, observer, question_version, sighting, answers, comment, geom, accuracy_m, photos, observed_at)
values (@observation, @id, @task, @observer, @questions, @sighting, @answers::jsonb, nullif(@comment::text, ''),
        case when @placed::boolean then ST_SetSRID(ST_MakePoint(@x::float8, @y::float8), 4326) end,
        case when @placed::boolean then @accuracy::float8 end, @photos::uuid[], @observed_at::timestamptz)
