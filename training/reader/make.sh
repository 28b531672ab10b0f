#!/bin/sh
# Makes src/khabar/reader/data/reader.onnx again: make.sh DATA (the folder of the gold sets), with the package's python
# as $PYTHON and one that has requirements.txt as $TRAINER. About 20 minutes on one H100, a day or more on a processor.
set -eu
here=$(dirname "$0")
data=${1:-../shared/data}
work=${WORK:-build/reader}
export PYTHONPATH=src
"${PYTHON:-python3}" "$here/prepare.py" "$data" "$work"
"${PYTHON:-python3}" "$here/../sense/prepare.py" "$data" "$work"
"$TRAINER" "$here/weights.py" "$work"
train() { name=$1; shift; "$TRAINER" "$here/train.py" --data "$work" --out "$work/$name" --barred sentences_e,sentences_h "$@"; }
train u1 --shapes mpnet --start "$work/mpnet.npz" --lr 9e-5 --heads 1.5e-3 --epochs 9 --pieces 6000 --seed 1
train u2 --shapes mpnet --start "$work/mpnet.npz" --lr 1e-4 --heads 2e-3 --epochs 9 --pieces 6000 --seed 2
pupil() { name=$1; shift; train "$name" --shapes 4x768 --teachers "$work/u1/mpnet.npz" "$work/u2/mpnet.npz" \
    --plain 1 --invented 0.5 --hard 0.7 "$@"; }
pupil p --start "$work/minilm.npz" --epochs 10 --pieces 10000 --lr 5e-4 --heads 2e-3
pupil q --start "$work/p/4x768.npz" "$work/minilm.npz" --epochs 8 --pieces 9000 --ours 2 --lr 4e-4 --heads 1e-3 --seed 7
"$TRAINER" "$here/export.py" "$work/q/4x768.npz" "$work/minilm.npz" "$work/polnear_train.npz" src/khabar/reader/data/reader.onnx
sense=$here/../sense
"$TRAINER" "$sense/vectors.py" "$work" src/khabar/reader/data/reader.onnx "$work/vectors.npz"
"$TRAINER" "$sense/train.py" "$work/vectors.npz" "$work/head.npz" --seed 2
"$TRAINER" "$sense/attach.py" "$work/head.npz" src/khabar/reader/data/reader.onnx
