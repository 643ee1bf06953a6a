"""Static files as they are served: hashed names, compressed once, our own without comments and indentation."""

from __future__ import annotations

from typing import Any

import rcssmin
import rjsmin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SLIMMED = {"css/": rcssmin.cssmin, "js/": rjsmin.jsmin}


class SlimStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Readers' style sheet and script are a fifth lighter without what is written for programmers."""

    def _save(self, name: str, content: Any) -> str:
        for folder, slim in SLIMMED.items():
            if name.startswith(folder):
                content.seek(0)  # hashing has read it to its end
                content = ContentFile(slim(content.read().decode()).encode())
        return str(super()._save(name, content))
