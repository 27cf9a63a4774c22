#!/usr/bin/env python3
"""Replaces a network's weights by repeating ones, so that the file compresses well.

Kernels get the spread that keeps a signal's strength (He et al. 2015), so that the output depends on the input; all
else keeps its mean and spread.

usage: tile_weights.py MODEL.onnx OUT.onnx
"""
import sys
import zlib
import numpy
import onnx
from onnx import numpy_helper

PERIOD = 251  # prime, so that no two output channels of a usual width begin alike
model = onnx.load(sys.argv[1])
def tiled(tensor):
    own = numpy_helper.to_array(tensor)
    if own.dtype != numpy.float32 or own.nbytes <= 1024:
        return
    spread = (2 / numpy.prod(own.shape[1:])) ** 0.5 if own.ndim == 4 else own.std()
    middle = 0 if own.ndim == 4 else own.mean()
    random = numpy.random.RandomState(zlib.crc32(tensor.name.encode()))
    pattern = random.normal(middle, spread, PERIOD).astype(numpy.float32)
    made = numpy.resize(pattern, own.size).reshape(own.shape)
    tensor.CopyFrom(numpy_helper.from_array(made, tensor.name))
for t in model.graph.initializer: tiled(t)
for node in model.graph.node:
    for a in node.attribute:
        if a.type == onnx.AttributeProto.TENSOR: tiled(a.t)
onnx.checker.check_model(model)
onnx.save(model, sys.argv[2])
