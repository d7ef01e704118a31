-- Has every site measured anew.
update /*[table*/ site_public /*table]*/ set fitted = false where fitted
