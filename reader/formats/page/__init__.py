# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The article on a web page: its elements, its metadata, its blocks."""
