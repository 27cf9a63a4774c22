#!/usr/bin/env python3
${heading}
# For TensorRT 8.6 and 10: python3 build_engine.py --help
import argparse
import ctypes
import os
import sys

import tensorrt as trt

${network}

FLAGS = [${flags}]
STRONGLY_TYPED = ${stronglyTyped}

# The calibrator's class, and the pool limit and optimization level; None for TensorRT's own.
CALIBRATOR = ${calibrator}
WORKSPACE_BYTES = ${workspace}
OPTIMIZATION_LEVEL = ${level}
TACTIC_SOURCES = ${tacticSources}

# The optimization profile: input, least, usual and greatest shape.
SHAPES = [${shapes}]

# Libraries with plugins.
PLUGINS = [${plugins}]


def cache_calibrator(cache):
    """A calibrator that hands over no batch: all it has is the cache."""

    class CacheCalibrator(getattr(trt, CALIBRATOR)):
        def __init__(self):
            super().__init__()

        def get_batch_size(self):
            return 1

        def get_batch(self, names):
            return None

        def read_calibration_cache(self):
            return cache

        def write_calibration_cache(self, written):
            pass

        # The legacy calibrator asks for these as well.
        def get_quantile(self):
            return 0.9999

        def get_regression_cutoff(self):
            return 1.0

        def read_histogram_cache(self, length):
            return None

        def write_histogram_cache(self, written, length):
            pass

    return CacheCalibrator()


def network_flags():
    """Explicit batches are a flag in TensorRT 8 and the only way in 10."""
    flags = trt.NetworkDefinitionCreationFlag
    bits = 0
    if int(trt.__version__.split(".")[0]) < 10:
        bits |= 1 << int(flags.EXPLICIT_BATCH)
    if STRONGLY_TYPED:
        bits |= 1 << int(flags.STRONGLY_TYPED)
    return bits


def add_profile(builder, config):
    profile = builder.create_optimization_profile()
    for name, least, usual, greatest in SHAPES:
        profile.set_shape(name, least, usual, greatest)
    if config.add_optimization_profile(profile) < 0:
        raise RuntimeError("TensorRT does not take the optimization profile")
    if CALIBRATOR is not None and not config.set_calibration_profile(profile):
        raise RuntimeError("TensorRT does not take the profile for calibration")


def limit(config):
    if WORKSPACE_BYTES is not None:
        config.set_memory_pool_limit(trt.MemoryPoolType.WORKSPACE, WORKSPACE_BYTES)
    if OPTIMIZATION_LEVEL is not None:
        config.builder_optimization_level = OPTIMIZATION_LEVEL
    if TACTIC_SOURCES is not None:
        bits = sum(1 << int(getattr(trt.TacticSource, name)) for name in TACTIC_SOURCES)
        if not config.set_tactic_sources(bits):
            raise RuntimeError("TensorRT does not take the tactic sources")


def configure(builder, config, cache_file):
    """Sets everything but what is asked of layers; gives back what must outlive the build."""
    for name in FLAGS:
        config.set_flag(getattr(trt.BuilderFlag, name))
    limit(config)
    if SHAPES:
        add_profile(builder, config)
    if CALIBRATOR is None:
        return None
    if not os.path.isfile(cache_file):
        raise RuntimeError("no calibration cache at " + cache_file + "; see the comment above")
    with open(cache_file, "rb") as file:
        calibrator = cache_calibrator(file.read())
    config.int8_calibrator = calibrator
    return calibrator


def build(model, cache_file):
    """The serialized engine."""
    logger = trt.Logger(trt.Logger.WARNING)
    trt.init_libnvinfer_plugins(logger, "")
    for library in PLUGINS:
        ctypes.CDLL(library)
    builder = trt.Builder(logger)
    network = builder.create_network(network_flags())
    parser = trt.OnnxParser(network, logger)
    if not parser.parse_from_file(model):
        errors = [str(parser.get_error(i)) for i in range(parser.num_errors)]
        raise RuntimeError("the model cannot be parsed: " + "; ".join(errors))
    apply_fallback(network)
    config = builder.create_builder_config()
    calibrator = configure(builder, config, cache_file)
    engine = builder.build_serialized_network(network, config)
    del calibrator
    if engine is None:
        raise RuntimeError("TensorRT built no engine; its log says why")
    return engine


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    options = argparse.ArgumentParser(description="Builds the verified fallback.")
    options.add_argument("--onnx", default=${model}, help="the model")
    options.add_argument(
        "--cache", default=os.path.join(here, ${cache}), help="the calibration cache"
    )
    options.add_argument("--engine", default="fallback.engine", help="where the engine goes")
    given = options.parse_args()
    try:
        engine = build(given.onnx, given.cache)
    except RuntimeError as error:
        sys.exit("error: " + str(error))
    with open(given.engine, "wb") as file:
        file.write(engine)


if __name__ == "__main__":
    main()
