# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What keeps strangers' bytes from doing harm: limits, archives, XML, encryption, encodings."""
