# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose a sentence is, what it holds, and how it treats whom."""
