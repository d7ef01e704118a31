-- Keeps a seal. A head that the key has sealed already is not sealed again.
insert into ledger_seal (seq, key_id, registry, hash, at, sealed_at, public_key, signature)
values (@seq, @key_id, @registry, @hash, @at, @sealed_at, @public_key, @signature)
on conflict do nothing
