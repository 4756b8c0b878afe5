# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How much of a file is opened, and how much of it is kept; other limits stand where they hold."""

#: The largest file that is read.
FILE_LIMIT = 100 * 1024 * 1024
#: The largest file whose bytes are the text itself.
TEXT_FILE_LIMIT = 20 * 1024 * 1024
#: The most characters an article may have, about 1.7 million words.
TEXT_LIMIT = 10_000_000
#: The most blocks it may have.
BLOCK_COUNT_LIMIT = 100_000
#: The most emphasised stretches and links that it may have.
INLINE_COUNT_LIMIT = 100_000
#: The most bytes that its pictures may have together, and how many are shown.
PICTURES_LIMIT = 12 * 1024 * 1024
PICTURE_COUNT_LIMIT = 50
#: The most bytes that one picture may have.
PICTURE_LIMIT = 4 * 1024 * 1024
#: The most pixels that one may have: it is unpacked to be shown.
PIXEL_LIMIT = 40_000_000
