# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs over folders that can be cut off anywhere and go on: plan, records in parts, results."""
