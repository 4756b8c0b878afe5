# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Many articles as one page with figures: `page` shows what `findings` make of a `corpus`."""
