# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The palette: every command, heading and actor by a few letters of its name."""
