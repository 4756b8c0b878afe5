#!/bin/sh
# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
# From what `travel.py pack` wrote to a student's weights, on one large accelerator in ten minutes:
#
#     accelerator.sh PACKED WORK HOME [options of joint.py for both runs]
#
# A teacher with all layers learns every head and the resolver from the labels; the student then
# from labels and teacher, over all articles. DEVICE, PRECISION, TOKENS (a batch), TEACHING and
# LEARNING (minutes) may be set.
set -eu
here=$(dirname "$0")
packed=$1 work=$2 home=$3
shift 3
python=${PYTHON:-python3}

joint() {
    "$python" "$here/joint.py" --data "$work/data" --mentions "$work/mentions" --labels \
        --freeze 1 --epochs 1000 --device "${DEVICE:-cuda}" --precision "${PRECISION:-bf16}" \
        --tokens "${TOKENS:-16384}" --units 2 --all-figures --score-minutes 1.5 \
        --checkpoint-minutes 1 "$@"
}

"$python" "$here/travel.py" unpack --packed "$packed" --out "$work"
joint --base "$work/teacher-base" --start "$work/teacher.pt" --out "$work/teacher" \
    --deadline-minutes "${TEACHING:-3}" "$@"
joint --base "$work/student-base" --start "$work/student.pt" --resolver "$work/resolver.pt" \
    --teacher "$work/teacher-base" "$work/teacher/final.pt" --hold 3 \
    --distant "$work/distant.jsonl" --out "$work/student" \
    --deadline-minutes "${LEARNING:-3.5}" "$@"
"$python" "$here/travel.py" send --trained "$work/student" --out "$home"
