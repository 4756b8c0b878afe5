# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pin what evaluate.py measured as the quality floors: `python pin.py --figures FILE --data DIR`.

A floor only goes up; `--lower` allows the opposite, for a reason worth writing into the commit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

FLOORS = Path(__file__).resolve().parents[2] / "tests" / "quality" / "floors.json"
#: What different processors may differ by: int8 products are rounded in different orders.
MARGIN = 0.01
#: Figures of which less is better.
ERRORS = ("calibration error",)
#: Too few sentences stand behind these for a floor to mean anything.
UNPINNED = ("precision of opinion, surest half",)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    figures = json.loads(options.figures.read_text(encoding="utf-8"))
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    floors: dict[str, float] = dict(old.get("floors", {}))
    ceilings: dict[str, float] = dict(old.get("ceilings", {}))
    digests: dict[str, str] = {}
    for row in figures["rows"]:
        if row["metric"] in UNPINNED:
            continue
        name = f"{row['part']}: {row['head']}: {row['metric']}"
        if row["metric"] in ERRORS:
            ceiling = round(row["value"] + MARGIN, 3)
            if options.lower or ceiling < ceilings.get(name, 1.0):
                ceilings[name] = ceiling
        else:
            floor = round(row["value"] - MARGIN, 3)
            if options.lower or floor > floors.get(name, 0.0):
                floors[name] = floor
        for path in options.data.glob(f"*/{row['part']}.jsonl"):
            part = path.relative_to(options.data).as_posix()
            digests[part] = hashlib.sha256(path.read_bytes()).hexdigest()
    pinned = {"ceilings": ceilings, "digests": digests, "floors": floors}
    FLOORS.write_text(json.dumps(pinned, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
