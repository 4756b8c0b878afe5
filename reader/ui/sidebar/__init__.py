# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sidebar: actors, viewpoints and the overview of an article."""
