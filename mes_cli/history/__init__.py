"""What changed between two states of a register, for people and for machines."""
