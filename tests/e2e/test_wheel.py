# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An installed Slantwise finds its resources and works, away from any checkout."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder that a wheel, built from this checkout, has been installed into."""
    wheels = tmp_path_factory.mktemp("wheels")
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, ROOT]
    subprocess.run([*pip, *build], check=True)
    (wheel,) = wheels.iterdir()
    subprocess.run([*pip, "install", "--no-deps", "--target", target, wheel], check=True)
    return target


def test_the_installed_program_analyses_a_sample_of_its_own(installed, tmp_path):
    code = """if True:
        import json, sys
        import reader
        from reader import paths
        sample = paths.samples()[0]
        analysis = reader.analyze(reader.open_article(sample)).to_dict()
        print(json.dumps([reader.__file__, str(sample), len(analysis["sentences"])]))
    """
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    package, sample, count = json.loads(done.stdout)
    assert Path(package).is_relative_to(installed)
    assert Path(sample).is_relative_to(installed)
    assert count > 5
