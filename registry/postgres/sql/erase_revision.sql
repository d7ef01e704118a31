-- Takes personal data out of a revision. A trigger sees to it that this is what
-- the erasure says.
update revision set document = @document::text::json, changes = @changes::text::json, reason = @reason, erased_by = @by where seq = @seq
