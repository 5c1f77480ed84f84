"""All access to the register's files and to git."""
