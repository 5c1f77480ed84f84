"""Reports: templates that get a view of the register, and nothing else."""
