"""Documents that one can edit: the Markdown of a report becomes blocks, and these ODT or DOCX."""
