"""The language server is no Python package: its tests are collected where it is installed.

``YAML_LANGUAGE_SERVER`` names its program, or it is on the path.
"""

import os
import shutil

SERVER = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")

collect_ignore = [] if SERVER and shutil.which("node") else ["test_language_server.py"]
