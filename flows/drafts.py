"""Drafts that a killed run left in the folder of results; the next run that publishes there clears them away."""

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

_DRAFT: Final = re.compile(r"\.?(?P<name>.+?)\.(?P<process>\d+)[.-].*")


def clear_drafts(folder: Path, names: Collection[str]) -> None:
    """Remove drafts of the files of these names, unless the process that writes one still runs.

    For whoever alone publishes there: then a draft with the number of this very process is an earlier one's.
    """
    for path in [*folder.iterdir()]:
        draft = _DRAFT.fullmatch(path.name)
        if draft is None or draft["name"] not in names or _is_another_s(int(draft["process"])):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _is_another_s(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, as another user
        return True
    return True
