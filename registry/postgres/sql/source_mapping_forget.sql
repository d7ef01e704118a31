-- The files of the source are read as their columns suggest from now on.
delete from source_mapping where source = @source
