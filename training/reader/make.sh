#!/bin/sh
# Makes src/khabar/reader/data/reader.onnx again: make.sh DATA (the folder of the gold sets), with the package's python
# as $PYTHON and one that has requirements.txt as $TRAINER. About 25 minutes on one H100, a day or more on a processor.
set -eu
here=$(dirname "$0")
data=${1:-../shared/data}
work=${WORK:-build/reader}
export PYTHONPATH=src
"${PYTHON:-python3}" "$here/prepare.py" "$data" "$work"
"$TRAINER" "$here/weights.py" "$work"
train() { name=$1; shift; "$TRAINER" "$here/train.py" --data "$work" --out "$work/$name.npz" "$@"; }
train u1 --start "$work/mpnet.npz" --shape mpnet --lr 6e-5 --heads 1e-3 --epochs 7 --seed 1
train u2 --start "$work/mpnet.npz" --shape mpnet --lr 1e-4 --heads 2e-3 --epochs 7 --seed 2
train s1 --start "$work/minilm.npz" --teachers "$work/u1.npz" "$work/u2.npz" --epochs 10 --pieces 8000 --lr 4e-4 --heads 2e-3
train g1 --start "$work/s1.npz" --teachers "$work/s1.npz" --teacher-shape minilm --invented --epochs 8 --pieces 8000 \
    --plain 0.4 --lr 2e-4 --heads 5e-4 --hard 0.6
"$TRAINER" "$here/export.py" "$work/g1.npz" "$work/polnear_train.npz" src/khabar/reader/data/reader.onnx
