"""The register as one audience may see it: made once, by allow-list, before any template."""
