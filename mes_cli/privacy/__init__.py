"""What a register says of people: where, how long it may be kept, and who agreed to it."""
