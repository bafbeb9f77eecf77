"""Values become text for people and programs: one format, one file. Pure; nothing here reads, writes or decides."""
