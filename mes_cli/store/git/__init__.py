"""What git keeps of a register: files at a commit, closed years, and what changed since."""
