"""Look for known vulnerabilities in all that is locked, with pip-audit.

``python tools/audit.py`` needs `pip-audit`_, as ``requirements/audit.lock`` has it, and its
data, which is elsewhere: where that cannot be reached, this says so, and is no failure.
``--strict`` makes it one.

.. _pip-audit: https://github.com/pypa/pip-audit
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

LOCKS = sorted((Path(__file__).resolve().parent.parent / "requirements").glob("*.lock"))
#: The oldest versions are there to be tried, not to be installed.
LEFT_OUT = {"lowest.lock"}
_PATIENCE = 300  # seconds

Package = Mapping[str, Any]


def main() -> int:
    """Audit every lock; give 1 where something is known, or where --strict got no answer."""
    code = 0
    for lock in LOCKS:
        if lock.name in LEFT_OUT:
            continue
        packages = audited(lock)
        answered = [package for package in packages if "vulns" in package]
        if not answered:
            print(f"{lock.name}: not run: its data cannot be reached")
            code = max(code, int("--strict" in sys.argv))
            continue
        known = list(vulnerabilities(answered))
        for line in known:
            print(f"{lock.name}: {line}")
        print(f"{lock.name}: {len(answered)} of {len(packages)} packages, {len(known)} known")
        code = max(code, int(bool(known)))
    return code


def audited(lock: Path) -> list[Package]:
    """What pip-audit says of the packages of a lock; nothing where it cannot say anything."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program
            [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes",
             "--disable-pip", "--format", "json", "--progress-spinner", "off"],
            capture_output=True, check=False, text=True, timeout=_PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return []
    return packages_in(done.stdout)


def packages_in(said: str) -> list[Package]:
    """The packages of an answer.

    >>> packages_in("no answer"), packages_in('{"dependencies": [{"name": "a", "vulns": []}]}')
    ([], [{'name': 'a', 'vulns': []}])
    """
    try:
        answer = json.loads(said)
    except ValueError:
        return []
    return list(answer.get("dependencies", ())) if isinstance(answer, dict) else []


def vulnerabilities(packages: Iterable[Package]) -> Iterator[str]:
    """Name what is known of packages.

    >>> found = {"id": "PYSEC-1", "fix_versions": ["2.1"]}
    >>> list(vulnerabilities([{"name": "a", "version": "2", "vulns": [found]}]))
    ['a 2: PYSEC-1, mended in 2.1']
    """
    for package in packages:
        for found in package["vulns"]:
            mended = ", ".join(found.get("fix_versions") or ()) or "no version"
            yield f"{package['name']} {package['version']}: {found['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main())
