#!/usr/bin/env python3
${heading}
# For TensorRT 8.6 and 10: python3 build_engine.py --help
import argparse
import ctypes
import os
import sys

import tensorrt as trt

${network}

${builder}


${calibrator}


def configure(builder, config, cache_file):
    """Sets everything but what is asked of layers; gives back what must outlive the build."""
    set_flags(config)
    limit(config)
    if SHAPES:
        add_profile(builder, config)
    if CALIBRATOR is None:
        return None
    if not os.path.isfile(cache_file):
        raise RuntimeError("no calibration cache at " + cache_file + "; see the comment above")
    with open(cache_file, "rb") as file:
        calibrator = calibrator_of(1, lambda names: None, file.read())
    config.int8_calibrator = calibrator
    return calibrator


def build(model, cache_file):
    """The serialized engine."""
    logger = trt.Logger(trt.Logger.WARNING)
    load_plugins(logger)
    builder = trt.Builder(logger)
    network, parser = parsed(builder, logger, model)
    apply_to(network)
    config = builder.create_builder_config()
    calibrator = configure(builder, config, cache_file)
    engine = builder.build_serialized_network(network, config)
    del calibrator, parser
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
