"""Reading a register: find its files, decode them, parse YAML, translate, build the records."""
