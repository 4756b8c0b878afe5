# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The marks of an article: found, drawn, drawn in small, and given a reason."""
