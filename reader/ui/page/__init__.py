# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of an article: its text, and everything to find one’s way in it."""
