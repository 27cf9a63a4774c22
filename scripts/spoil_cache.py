#!/usr/bin/env python3
"""Makes a few scales of a calibration cache wrong on purpose, to see whether they are found.

usage: spoil_cache.py CACHE SPOILT --network INSPECT.json [--recording FILE] [--count 5] [--factor 1000] [--seed 1]

INSPECT.json is what `trt-doctor inspect --json MODEL.onnx` prints. The entries are chosen among
tensors that every way from the network's input to its output leads through and that lie between
fused blocks, so that each matters by itself; spread over the network, one from each stretch.
With the recording of a build with the whole cache, only tensors are taken that its engine holds in
INT8. Prints the names, one a line. Needs nothing but Python.
"""
import argparse
import gzip
import json
import random
import struct
import sys

POINTWISE = {"Relu", "HardSwish", "HardSigmoid", "Sigmoid", "Clip", "LeakyRelu", "Add"}
KEPT = {"Conv", "Relu", "HardSwish", "Add", "Mul", "Clip", "LeakyRelu"}


def trunk(network):
    """Names of the tensors that all ways lead through, in the network's order."""
    layers = [layer for layer in network["layers"] if not layer["computesIndices"]]
    names = []
    for layer in layers:
        tensor = layer["outputs"][0]
        readers = [other["operator"] for other in layers if tensor in other["inputs"]]
        is_inner = len(readers) == 1 and readers[0] in POINTWISE
        if layer["operator"] in KEPT and readers and not is_inner:
            if not reaches_output(network, layers, tensor):
                names.append(tensor)
    return names


def reaches_output(network, layers, without):
    known = set(network["inputs"])
    for layer in layers:
        if known & set(layer["inputs"]):
            known |= set(layer["outputs"]) - {without}
    return bool(known & set(network["outputs"]))


def held_in_int8(recording):
    """Names of the tensors that the recorded engine holds in INT8."""
    names = set()
    with gzip.open(recording, "rt", encoding="utf-8") as lines:
        for line in lines:
            engine = json.loads(json.loads(line)["observations"].get("engine", "{}"))
            for layer in engine.get("Layers", []):
                for tensor in layer.get("Inputs", []) + layer.get("Outputs", []):
                    if "Int8" in tensor.get("Format/Datatype", tensor.get("Datatype", "")):
                        names.add(tensor["Name"])
    return names


def scale(line):
    return struct.unpack(">f", struct.pack(">I", int(line.rpartition(": ")[2], 16)))[0]


def chosen(names, count, seed):
    """One from each of so many stretches of equal length."""
    pick = random.Random(seed)
    ends = [len(names) * i // count for i in range(count + 1)]
    return [pick.choice(names[ends[i] : ends[i + 1]]) for i in range(count)]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("cache")
    options.add_argument("spoilt")
    options.add_argument("--network", required=True)
    options.add_argument("--recording")
    options.add_argument("--count", type=int, default=5)
    options.add_argument("--factor", type=float, default=1000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()

    with open(given.network, encoding="utf-8") as file:
        names = trunk(json.load(file))
    with open(given.cache, encoding="utf-8") as file:
        lines = file.read().splitlines()
    at = {line.rpartition(": ")[0]: i for i, line in enumerate(lines) if i > 0 and ": " in line}
    names = [name for name in names if name in at and scale(lines[at[name]]) > 0]
    if given.recording:
        int8 = held_in_int8(given.recording)
        names = [name for name in names if name in int8]
    if len(names) < given.count:
        sys.exit(f"spoil_cache.py: expected at least {given.count} tensors to choose from, found {len(names)}")
    for name in chosen(names, given.count, given.seed):
        wrong = struct.pack(">f", scale(lines[at[name]]) * given.factor).hex()
        lines[at[name]] = f"{name}: {wrong}"
        print(name)
    with open(given.spoilt, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
