# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Many analyses as tables: what their columns are, their rows, and the files they are kept in."""
