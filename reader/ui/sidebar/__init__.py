# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sidebar: actors, viewpoints, the overview and the reader's notes of an article."""
