-- How much there is to append in a pass, and how much of it the public notices.
select count(*), count(*) filter (where p.published and lifecycle_shown(p.lifecycle) or lifecycle_shown(s.lifecycle) and not lifecycle_shown(p.lifecycle))
from replay p join site s on s.id = p.site_id where p.pass = @pass
