"""What is asked for a record, what answers mean, and how they are written and taken back.

The command line and the page share it: nothing here knows a terminal.
"""
