# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From an analysis to an annotated copy: one module per output format."""
