# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a user can do, without Qt: open, analyse, correct, save."""
