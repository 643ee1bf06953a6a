"""An exported hub with other members than it was written with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo


def changed(source: Path, target: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """The archive with other members; the manifest is made to fit what `change` leaves."""
    with ZipFile(source) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    with ZipFile(target, "w") as zipped:
        for name, data in {**members, "manifest.json": json.dumps(manifest).encode()}.items():
            zipped.writestr(ZipInfo(name), data)
    return target


def promise(name: str, data: bytes, **told: Any) -> dict[str, Any]:
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(), **told}
