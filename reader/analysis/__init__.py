# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From an article to its analysis; the rooms lie above each other as pyproject.toml says."""
