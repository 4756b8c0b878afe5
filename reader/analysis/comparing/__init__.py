# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What several analysed articles share: the same actors, and sentences that report the same."""
