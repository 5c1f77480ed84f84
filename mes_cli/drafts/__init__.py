"""What the terminal and the page share: questions, answers, previews, removal, undo.

The command line and the page share it: nothing here knows a terminal.
"""
